package dev.sluice.token;

import dev.sluice.id.AccountId;
import dev.sluice.testing.FakeServer;
import dev.sluice.testing.Settings;
import dev.sluice.vault.Vault;
import dev.sluice.vault.VaultConfig;
import dev.sluice.workspace.HostPolicy;
import dev.sluice.workspace.WorkspaceClient;
import dev.sluice.workspace.WorkspaceConfig;
import dev.sluice.workspace.WorkspaceHost;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/** A workspace that mints tokens tok-1, tok-2, …, and a gateway's side of it whose clock a test moves. */
final class TokenEndpoint implements AutoCloseable {
    static final String PATH = "/oidc/v1/token";

    /** Draws the middle each time, so that a token of an hour is due after 39 minutes. */
    private static final RandomGenerator HALF = new RandomGenerator() {
        @Override
        public long nextLong() {
            throw new UnsupportedOperationException();
        }

        @Override
        public double nextDouble() {
            return 0.5;
        }
    };

    private static final Vault VAULT = new Vault(
            Settings.of(VaultConfig.class, "sluice.vault.keys.k", "c2x1aWNlIGluc2VjdXJlIGRldmVsb3BtZW50IGtleSE="));

    final FakeServer server;
    final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000);
    final List<CredentialsRejected> rejections = new CopyOnWriteArrayList<>();
    final List<RefreshFailed> failures = new CopyOnWriteArrayList<>();
    final TokenConfig config = Settings.of(TokenConfig.class, "sluice.token.second-try-delay", "1ms");
    final ServicePrincipal principal;
    final WorkspaceClient client;
    /** A gateway without a database. */
    private final TokenSource alone;

    private final Vertx vertx;
    private final AtomicInteger minted = new AtomicInteger();

    /** Its client also trusts {@code others}. */
    TokenEndpoint(Vertx vertx, String... others) {
        this.vertx = vertx;
        server = FakeServer.start(vertx, (seen, response) -> mint(response));
        String origins = String.join(",", others) + "," + server.origin();
        WorkspaceConfig reach = Settings.of(WorkspaceConfig.class, "sluice.workspace.trusted-origins", origins);
        client = new WorkspaceClient(vertx, new HostPolicy(reach), reach);
        alone = replica(new AwayRows(), nanos);
        principal = principalAt(host());
    }

    WorkspaceHost host() {
        return new WorkspaceHost("http", "127.0.0.1", server.port());
    }

    /** The same account and credentials wherever it is. */
    static ServicePrincipal principalAt(WorkspaceHost host) {
        return principalAt(host, new AccountId("ca_1"), 7);
    }

    static ServicePrincipal principalAt(WorkspaceHost host, AccountId account, long version) {
        byte[] secret = "s3cret".getBytes(StandardCharsets.UTF_8);
        return new ServicePrincipal(
                account, version, host, "app-id", VAULT.seal(account.value(), ServicePrincipal.SECRET_PURPOSE, secret));
    }

    /** Answers with the next token, good for an hour. */
    void mint(HttpServerResponse response) {
        FakeServer.json(
                response,
                200,
                new JsonObject()
                        .put("access_token", "tok-" + minted.incrementAndGet())
                        .put("token_type", "Bearer")
                        .put("expires_in", 3600)
                        .put("scope", "all-apis"));
    }

    /** From now on every answer is this one. */
    void answer(int status, String body) {
        server.answer((seen, response) -> response.setStatusCode(status).end(body));
    }

    /** How often the token endpoint was asked. */
    long asked() {
        return server.count(seen -> seen.uri().equals(PATH));
    }

    /** What came as {@code Authorization} with every other request. */
    List<String> tokensSent() {
        return server.seen().stream()
                .filter(seen -> !seen.uri().equals(PATH))
                .map(seen -> seen.headers().get("Authorization"))
                .toList();
    }

    TokenSlot slot() {
        return new TokenSlot(principal, alone);
    }

    /** Workspaces of a gateway without a database. */
    Workspaces workspaces() {
        return new Workspaces(client, alone);
    }

    /** One of several gateways that share tokens through these rows, with a clock of its own. */
    TokenSource replica(TokenRows rows, AtomicLong clock) {
        TokenMeter meter = new TokenMeter(new SimpleMeterRegistry());
        TokenSeal seal = new TokenSeal(VAULT);
        TokenEvents events = new Told();
        return new TokenSource(
                new SharedTokens(rows, seal, config, clock::get),
                new MintGate(vertx, config),
                new TokenMint(client, VAULT, seal, config, vertx, events, meter, clock::get, HALF),
                events,
                meter,
                config,
                vertx,
                clock::get,
                HALF);
    }

    void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Override
    public void close() {
        server.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private final class Told implements TokenEvents {
        @Override
        public void rejected(CredentialsRejected event) {
            rejections.add(event);
        }

        @Override
        public void failed(RefreshFailed event) {
            failures.add(event);
        }
    }
}
