package dev.sluice.token;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.fault.FaultCode;
import dev.sluice.fault.FaultException;
import dev.sluice.vault.Vault;
import dev.sluice.workspace.Authorization;
import dev.sluice.workspace.FaultTeller;
import dev.sluice.workspace.WorkspaceAccess;
import dev.sluice.workspace.WorkspaceClient;
import dev.sluice.workspace.WorkspaceRequest;
import dev.sluice.workspace.WorkspaceResponse;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * Mints tokens by the client-credentials grant at {@code /oidc/v1/token} of the account's own approved host; a token
 * endpoint named by a discovery document is never followed (Databricks OAuth M2M).
 */
@Singleton
class TokenMint {
    private static final String TOKEN_PATH = "/oidc/v1/token";
    private static final String GRANT = "grant_type=client_credentials&scope=all-apis";
    private static final Duration DATABRICKS_LIFE = Duration.ofHours(1);
    private static final Duration LONGEST_LIFE = Duration.ofDays(1);
    // What a header can carry.
    private static final Pattern TOKEN = Pattern.compile("[!-~]{1,16384}");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final WorkspaceClient client;
    private final Vault vault;
    private final TokenConfig config;
    private final Vertx vertx;
    private final Event<CredentialsRejected> rejections;
    private final LongSupplier nanos;

    @Inject
    TokenMint(
            WorkspaceClient client,
            Vault vault,
            TokenConfig config,
            Vertx vertx,
            Event<CredentialsRejected> rejections) {
        this(client, vault, config, vertx, rejections, System::nanoTime);
    }

    TokenMint(
            WorkspaceClient client,
            Vault vault,
            TokenConfig config,
            Vertx vertx,
            Event<CredentialsRejected> rejections,
            LongSupplier nanos) {
        this.client = client;
        this.vault = vault;
        this.config = config;
        this.vertx = vertx;
        this.rejections = rejections;
        this.nanos = nanos;
    }

    /** A new token. Credentials refused twice, apart in time, are told to whoever observes. */
    Uni<AccessToken> mint(ServicePrincipal principal) {
        return ask(principal)
                .onFailure(TokenMint::refused)
                .recoverWithUni(() -> pause(config.secondTryDelay()).flatMap(waited -> ask(principal)))
                .onFailure(TokenMint::refused)
                .invoke(cause -> rejections.fire(new CredentialsRejected(
                        principal.account(), principal.credentialVersion(), "invalid_client at the token endpoint")));
    }

    private Uni<AccessToken> ask(ServicePrincipal principal) {
        return Uni.createFrom().deferred(() -> {
            byte[] secret =
                    vault.open(principal.account().value(), ServicePrincipal.SECRET_PURPOSE, principal.secret());
            Authorization basic = Authorization.basic(principal.clientId(), new String(secret, StandardCharsets.UTF_8));
            long askedAt = nanos.getAsLong();
            return client.send(
                            new WorkspaceAccess(principal.host(), principal.clientId(), basic),
                            WorkspaceRequest.form(TOKEN_PATH, GRANT))
                    .map(response -> token(response, askedAt));
        });
    }

    private AccessToken token(WorkspaceResponse response, long askedAt) {
        if (!response.succeeded()) {
            throw TokenRefusal.tell(response).asException();
        }
        try {
            JsonNode answer = JSON.readTree(response.body().getBytes());
            String token = answer.path("access_token").asText("");
            double seconds = answer.path("expires_in").asDouble(DATABRICKS_LIFE.toSeconds());
            if (TOKEN.matcher(token).matches() && seconds >= 1) {
                return AccessToken.of(
                        Authorization.bearer(token),
                        Duration.ofSeconds((long) Math.min(seconds, LONGEST_LIFE.toSeconds())),
                        askedAt,
                        config,
                        RandomGenerator.getDefault());
            }
        } catch (IOException notJson) {
            // Told below.
        }
        throw FaultTeller.notAWorkspace().asException();
    }

    private static boolean refused(Throwable cause) {
        return cause instanceof FaultException told && told.fault().code() == FaultCode.CREDENTIALS_REJECTED;
    }

    private Uni<Long> pause(Duration time) {
        return Uni.createFrom().emitter(emitter -> vertx.setTimer(time.toMillis(), emitter::complete));
    }
}
