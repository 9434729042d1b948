package dev.sluice.token;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.fault.FaultException;
import dev.sluice.vault.SealedSecret;
import dev.sluice.vault.Vault;
import dev.sluice.workspace.Authorization;
import dev.sluice.workspace.FaultTeller;
import dev.sluice.workspace.WorkspaceAccess;
import dev.sluice.workspace.WorkspaceClient;
import dev.sluice.workspace.WorkspaceRequest;
import dev.sluice.workspace.WorkspaceResponse;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
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
    private final TokenSeal seal;
    private final TokenConfig config;
    private final Vertx vertx;
    private final TokenEvents events;
    private final TokenMeter meter;
    private final LongSupplier nanos;
    private final RandomGenerator random;

    @Inject
    TokenMint(
            WorkspaceClient client,
            Vault vault,
            TokenSeal seal,
            TokenConfig config,
            Vertx vertx,
            TokenEvents events,
            TokenMeter meter) {
        this(client, vault, seal, config, vertx, events, meter, System::nanoTime, RandomGenerator.getDefault());
    }

    TokenMint(
            WorkspaceClient client,
            Vault vault,
            TokenSeal seal,
            TokenConfig config,
            Vertx vertx,
            TokenEvents events,
            TokenMeter meter,
            LongSupplier nanos,
            RandomGenerator random) {
        this.client = client;
        this.vault = vault;
        this.seal = seal;
        this.config = config;
        this.vertx = vertx;
        this.events = events;
        this.meter = meter;
        this.nanos = nanos;
        this.random = random;
    }

    /** A new token, and the same sealed for the database. */
    record Minted(AccessToken token, SealedSecret sealed) {}

    /** The try that decides, some time after a refusal. */
    Uni<Minted> secondTry(ServicePrincipal principal) {
        return pause(config.secondTryDelay()).flatMap(waited -> decidingTry(principal));
    }

    /** A try after an earlier one was refused, apart in time: a second refusal is told to whoever observes. */
    Uni<Minted> decidingTry(ServicePrincipal principal) {
        return ask(principal)
                .onFailure(TokenMint::refused)
                .invoke(cause -> events.rejected(new CredentialsRejected(
                        principal.account(), principal.credentialVersion(), "invalid_client at the token endpoint")));
    }

    /** One try. */
    Uni<Minted> ask(ServicePrincipal principal) {
        return Uni.createFrom().deferred(() -> {
            byte[] secret =
                    vault.open(principal.account().value(), ServicePrincipal.SECRET_PURPOSE, principal.secret());
            Authorization basic = Authorization.basic(principal.clientId(), new String(secret, StandardCharsets.UTF_8));
            long askedAt = nanos.getAsLong();
            return meter.timed(client.send(
                            new WorkspaceAccess(principal.host(), principal.clientId(), basic),
                            WorkspaceRequest.form(TOKEN_PATH, GRANT))
                    .ifNoItem()
                    .after(config.mintTimeout())
                    .failWith(TokenMint::late)
                    .map(response -> minted(principal, response, askedAt)));
        });
    }

    /** Whether the workspace refused the credentials. */
    static boolean refused(Throwable cause) {
        return cause instanceof FaultException told && told.fault().code() == FaultCode.CREDENTIALS_REJECTED;
    }

    private static FaultException late() {
        return Fault.of(FaultCode.WORKSPACE_TIMEOUT, "The workspace's token endpoint did not answer in time.")
                .asException();
    }

    private Minted minted(ServicePrincipal principal, WorkspaceResponse response, long askedAt) {
        if (!response.succeeded()) {
            throw TokenRefusal.tell(response).asException();
        }
        try {
            JsonNode answer = JSON.readTree(response.body().getBytes());
            String token = answer.path("access_token").asText("");
            double seconds = answer.path("expires_in").asDouble(DATABRICKS_LIFE.toSeconds());
            if (TOKEN.matcher(token).matches() && seconds >= 1) {
                Duration life = Duration.ofSeconds((long) Math.min(seconds, LONGEST_LIFE.toSeconds()));
                return new Minted(
                        AccessToken.of(Authorization.bearer(token), life, askedAt, config, random),
                        seal.seal(principal, token));
            }
        } catch (IOException notJson) {
            // Told below.
        }
        throw FaultTeller.notAWorkspace().asException();
    }

    private Uni<Long> pause(Duration time) {
        return Uni.createFrom().emitter(emitter -> vertx.setTimer(time.toMillis(), emitter::complete));
    }
}
