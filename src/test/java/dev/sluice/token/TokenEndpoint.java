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
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.NotificationOptions;
import jakarta.enterprise.util.TypeLiteral;
import java.lang.annotation.Annotation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A workspace that mints tokens tok-1, tok-2, …, and a gateway's side of it whose clock a test moves. */
final class TokenEndpoint implements AutoCloseable {
    static final String PATH = "/oidc/v1/token";

    private static final Vault VAULT = new Vault(
            Settings.of(VaultConfig.class, "sluice.vault.keys.k", "c2x1aWNlIGluc2VjdXJlIGRldmVsb3BtZW50IGtleSE="));

    final FakeServer server;
    final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000);
    final List<CredentialsRejected> rejections = new CopyOnWriteArrayList<>();
    final TokenConfig config = Settings.of(TokenConfig.class, "sluice.token.second-try-delay", "1ms");
    final ServicePrincipal principal;
    final WorkspaceClient client;
    final TokenMint mint;
    private final Vertx vertx;
    private final AtomicInteger minted = new AtomicInteger();

    /** Its client also trusts {@code others}. */
    TokenEndpoint(Vertx vertx, String... others) {
        this.vertx = vertx;
        server = FakeServer.start(vertx, (seen, response) -> mint(response));
        String origins = String.join(",", others) + "," + server.origin();
        WorkspaceConfig reach = Settings.of(WorkspaceConfig.class, "sluice.workspace.trusted-origins", origins);
        client = new WorkspaceClient(vertx, new HostPolicy(reach), reach);
        mint = new TokenMint(client, VAULT, config, vertx, new Rejections(), nanos::get);
        principal = principalAt(host());
    }

    WorkspaceHost host() {
        return new WorkspaceHost("http", "127.0.0.1", server.port());
    }

    /** The same account and credentials wherever it is. */
    static ServicePrincipal principalAt(WorkspaceHost host) {
        AccountId account = new AccountId("ca_1");
        byte[] secret = "s3cret".getBytes(StandardCharsets.UTF_8);
        return new ServicePrincipal(
                account, 7, host, "app-id", VAULT.seal(account.value(), ServicePrincipal.SECRET_PURPOSE, secret));
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
        return new TokenSlot(principal, mint, config, nanos::get);
    }

    void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Override
    public void close() {
        server.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private final class Rejections implements Event<CredentialsRejected> {
        @Override
        public void fire(CredentialsRejected event) {
            rejections.add(event);
        }

        @Override
        public <U extends CredentialsRejected> CompletionStage<U> fireAsync(U event) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <U extends CredentialsRejected> CompletionStage<U> fireAsync(U event, NotificationOptions options) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Event<CredentialsRejected> select(Annotation... qualifiers) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <U extends CredentialsRejected> Event<U> select(Class<U> subtype, Annotation... qualifiers) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <U extends CredentialsRejected> Event<U> select(TypeLiteral<U> subtype, Annotation... qualifiers) {
            throw new UnsupportedOperationException();
        }
    }
}
