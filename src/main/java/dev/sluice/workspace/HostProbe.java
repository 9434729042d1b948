package dev.sluice.workspace;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.time.LocalDate;
import java.time.ZoneOffset;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/** Goes the way to a host step by step, as a request goes it at once, to see where it ends. Sends nothing. */
@Singleton
public class HostProbe {
    private final Vertx vertx;
    private final HostPolicy hosts;
    private final NetClient net;

    public HostProbe(Vertx vertx, HostPolicy hosts, WorkspaceConfig config) {
        this.vertx = vertx;
        this.hosts = hosts;
        this.net = vertx.createNetClient(new NetClientOptions()
                .setConnectTimeout((int) config.connectTimeout().toMillis())
                .setHostnameVerificationAlgorithm("HTTPS"));
    }

    /** The addresses that a host's name stands for; fails with a fault like a request would. */
    public Uni<String> resolve(WorkspaceHost host) {
        if (!hosts.approves(host)) {
            return Uni.createFrom()
                    .failure(WorkspaceClient.noLongerApproved(host).asException());
        }
        // The JVM's resolver blocks, and is the one that requests use.
        return Uni.createFrom()
                .completionStage(() -> vertx.executeBlocking(() -> InetAddress.getByName(host.name()), false)
                        .map(InetAddress::getHostAddress)
                        .toCompletionStage())
                .onFailure()
                .transform(cause -> TransportFaults.of(cause, host, false));
    }

    /** A connection to the host; fails with a fault like a request would. */
    public Uni<Line> connect(WorkspaceHost host) {
        return Uni.createFrom()
                .completionStage(() -> net.connect(host.port(), host.name()).toCompletionStage())
                .map(socket -> new Line(socket, host))
                .onFailure()
                .transform(cause -> TransportFaults.of(cause, host, false));
    }

    /** An open connection. */
    public static final class Line {
        private final NetSocket socket;
        private final WorkspaceHost host;

        private Line(NetSocket socket, WorkspaceHost host) {
            this.socket = socket;
            this.host = host;
        }

        /** Shakes hands; the certificate that was trusted, in words. */
        public Uni<String> secure() {
            return Uni.createFrom()
                    .completionStage(() -> socket.upgradeToSsl(host.name()).toCompletionStage())
                    .map(secured -> described(socket.sslSession()))
                    .onFailure()
                    .transform(cause -> TransportFaults.of(cause, host, false));
        }

        public void close() {
            socket.close();
        }

        private static String described(SSLSession session) {
            return session.getProtocol() + ", a trusted certificate" + expiry(session);
        }

        private static String expiry(SSLSession session) {
            try {
                return session.getPeerCertificates()[0] instanceof X509Certificate certificate
                        ? " until "
                                + LocalDate.ofInstant(certificate.getNotAfter().toInstant(), ZoneOffset.UTC)
                        : "";
            } catch (SSLPeerUnverifiedException unverified) {
                return "";
            }
        }
    }

    @PreDestroy
    void close() {
        net.close();
    }
}
