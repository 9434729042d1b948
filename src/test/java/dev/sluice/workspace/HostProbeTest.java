package dev.sluice.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.fault.FaultException;
import dev.sluice.testing.EventLoop;
import dev.sluice.testing.FakeServer;
import dev.sluice.testing.SelfSigned;
import dev.sluice.testing.Settings;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostProbeTest {
    private final Vertx vertx = Vertx.vertx();
    private final EventLoop loop = EventLoop.of(vertx);

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void findsTheAddressOfAName() {
        WorkspaceHost host = new WorkspaceHost("http", "localhost", 80);

        assertThat(loop.await(() -> probe(host).resolve(host))).matches("127\\.0\\.0\\.1|0:0:0:0:0:0:0:1|::1");
    }

    @Test
    void tellsANameThatDoesNotResolve() {
        WorkspaceHost host = new WorkspaceHost("https", "nowhere.invalid", 443);

        assertThat(refusal(() -> probe(host).resolve(host)).detail())
                .isEqualTo("The name nowhere.invalid does not resolve.");
    }

    @Test
    void looksForNoHostThatIsNoLongerApproved() {
        WorkspaceHost host = new WorkspaceHost("https", "localhost", 443);

        assertThat(refusal(() -> probe(new WorkspaceHost("https", "other.example", 443))
                                .resolve(host))
                        .code())
                .isEqualTo(FaultCode.INVALID_HOST);
    }

    @Test
    void connectsAndHangsUpWithoutAWord() {
        AtomicInteger closed = new AtomicInteger();
        var server = vertx.createNetServer()
                .connectHandler(socket -> socket.closeHandler(gone -> closed.incrementAndGet()))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        WorkspaceHost host = new WorkspaceHost("http", "127.0.0.1", server.actualPort());

        HostProbe.Line line = loop.await(() -> probe(host).connect(host));
        line.close();

        await().until(() -> closed.get() == 1);
    }

    @Test
    void tellsACertificateThatNobodyTrusts(@TempDir Path directory) throws Exception {
        HttpServerOptions tls =
                new HttpServerOptions().setSsl(true).setKeyCertOptions(SelfSigned.forLocalhost(directory));
        try (FakeServer server = FakeServer.start(vertx, tls, (seen, response) -> response.end("{}"))) {
            WorkspaceHost host = new WorkspaceHost("https", "localhost", server.port());
            HostProbe.Line line = loop.await(() -> probe(host).connect(host));

            Fault fault = refusal(line::secure);

            assertThat(fault.code()).isEqualTo(FaultCode.WORKSPACE_UNREACHABLE);
            assertThat(fault.detail()).isEqualTo("No trusted TLS connection to localhost.");
        }
    }

    private HostProbe probe(WorkspaceHost approved) {
        WorkspaceConfig config =
                Settings.of(WorkspaceConfig.class, "sluice.workspace.trusted-origins", originOf(approved));
        return new HostProbe(vertx, new HostPolicy(config), config);
    }

    private static String originOf(WorkspaceHost host) {
        return host.scheme() + "://" + host.name() + ":" + host.port();
    }

    private Fault refusal(Supplier<Uni<String>> work) {
        return catchThrowableOfType(FaultException.class, () -> loop.await(work))
                .fault();
    }
}
