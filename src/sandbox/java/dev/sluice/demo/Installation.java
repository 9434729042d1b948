package dev.sluice.demo;

import dev.sluice.sandbox.Sandbox;
import dev.sluice.sandbox.Workspace;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A whole installation on this machine: a database, the sandbox's two workspaces and the packaged gateway. */
public final class Installation implements AutoCloseable {
    private final Parts parts;
    private final Layout layout;
    private final Database database;
    private final Sandbox sandbox;
    private final PrivateCertificate certificate;
    private final GatewayKeys keys = GatewayKeys.random();
    private GatewayProcess gateway;

    private Installation(
            Parts parts, Layout layout, Database database, Sandbox sandbox, PrivateCertificate certificate) {
        this.parts = parts;
        this.layout = layout;
        this.database = database;
        this.sandbox = sandbox;
        this.certificate = certificate;
        this.gateway = launchGateway();
    }

    /** Starts all parts and waits until the gateway is ready. If one fails, the others are stopped again. */
    public static Installation start(Layout layout, Supplier<? extends Database> database) {
        return start(layout, database, new Parts());
    }

    static Installation start(Layout layout, Supplier<? extends Database> database, Parts parts) {
        var opened = CompletableFuture.supplyAsync(() -> parts.add(database.get()));
        var listening = CompletableFuture.supplyAsync(() ->
                parts.add(Sandbox.builder().firstPort(layout.sandboxPort()).start()));
        var signed = CompletableFuture.supplyAsync(() -> PrivateCertificate.in(layout.certificates()));
        try {
            CompletableFuture.allOf(opened, listening, signed).join();
            Installation installation = new Installation(parts, layout, opened.join(), listening.join(), signed.join());
            installation.gateway.awaitReady();
            return installation;
        } catch (RuntimeException e) {
            parts.close();
            throw e instanceof CompletionException && e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    public GatewayProcess gateway() {
        return gateway;
    }

    /** Where the gateway listens for TLS, without a path. */
    public URI tlsUrl() {
        return URI.create("https://localhost:" + layout.tlsPort());
    }

    /** The certificate of the authority that signed the gateway's, PEM. */
    public Path authority() {
        return certificate.authority();
    }

    public Database database() {
        return database;
    }

    public Workspace workspaceOne() {
        return sandbox.first();
    }

    public Workspace workspaceTwo() {
        return sandbox.second();
    }

    /** Lets its bearer administer environments and API clients. */
    public String operatorToken() {
        return keys.operatorToken();
    }

    /** Starts another gateway beside the first, with settings of its own, and waits until it is ready. */
    public GatewayProcess startReplica(String name, Map<String, String> settings) {
        Map<String, String> environment = environment();
        environment.put("QUARKUS_HTTP_SSL_PORT", Integer.toString(Ports.free(1)));
        environment.putAll(settings);
        GatewayProcess replica = parts.add(GatewayProcess.launch(
                Ports.free(1), layout.heapMiB(), environment, layout.directory().resolve(name + ".log")));
        replica.awaitReady();
        return replica;
    }

    /** Stops the gateway and starts it anew as it is packaged now; everything else stays. */
    void restartGateway() {
        gateway.close();
        gateway = launchGateway();
        gateway.awaitReady();
    }

    @Override
    public void close() {
        parts.close();
    }

    private GatewayProcess launchGateway() {
        return parts.add(
                GatewayProcess.launch(layout.httpPort(), layout.heapMiB(), environment(), layout.gatewayLog()));
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(keys.environment());
        environment.put("SLUICE_DB_URL", database.url());
        environment.put("SLUICE_DB_USERNAME", database.user());
        environment.put("SLUICE_DB_PASSWORD", database.password());
        environment.put("SLUICE_WORKSPACE_TRUSTED_ORIGINS", sandboxOrigins());
        environment.put("SLUICE_WORKSPACE_ALLOW_PLAINTEXT", "true");
        // No load balancer stands before it that would have to notice.
        environment.put("SLUICE_DRAIN_DELAY", "0s");
        environment.put("SLUICE_DOOR_ORIGIN", "http://*.localhost:" + layout.httpPort());
        environment.put("QUARKUS_HTTP_SSL_PORT", Integer.toString(layout.tlsPort()));
        environment.put("QUARKUS_TLS_KEY_STORE_P12_PATH", certificate.keyStore().toString());
        environment.put("QUARKUS_TLS_KEY_STORE_P12_PASSWORD", certificate.keyStorePassword());
        return environment;
    }

    /** The workspaces', and those of the storage hosts that their result links lead to. */
    private String sandboxOrigins() {
        return IntStream.range(layout.sandboxPort(), layout.sandboxPort() + Layout.SANDBOX_PORTS)
                .mapToObj(port -> "http://localhost:" + port)
                .collect(Collectors.joining(","));
    }
}
