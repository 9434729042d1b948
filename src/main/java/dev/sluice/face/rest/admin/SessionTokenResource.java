package dev.sluice.face.rest.admin;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.sluice.account.AccountDirectory;
import dev.sluice.account.AccountSelector;
import dev.sluice.account.ConnectedAccount;
import dev.sluice.caller.Caller;
import dev.sluice.caller.Scope;
import dev.sluice.caller.SessionTokens;
import dev.sluice.caller.ToolPolicy;
import dev.sluice.caller.jwt.AccessToken;
import dev.sluice.tool.ToolCatalogue;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Tokens for a single agent's session: bound to one account, short-lived. */
@Path("/api/v1/session_tokens")
@Tag(name = "Session tokens")
@SecurityRequirement(name = Access.CALLER)
@Produces(MediaType.APPLICATION_JSON)
class SessionTokenResource {
    private static final long USUAL_SECONDS = 3600;

    private final Access access;
    private final AccountDirectory accounts;
    private final SessionTokens tokens;
    private final ToolCatalogue catalogue;

    SessionTokenResource(Access access, AccountDirectory accounts, SessionTokens tokens, ToolCatalogue catalogue) {
        this.access = access;
        this.accounts = accounts;
        this.tokens = tokens;
        this.catalogue = catalogue;
    }

    /** Which account, and how much of it. */
    @JsonNaming(SnakeCaseStrategy.class)
    record SessionTokenRequest(
            @Schema(description = "The account's id, ca_…, instead of identifier and connector") @Nullable
            String connectedAccountId,

            @Schema(description = "The connection's name", examples = "databricksworkspace") @Nullable
            String connector,

            @Schema(description = "Your own name for whose account this is", examples = "user_dbx_123") @Nullable
            String identifier,

            @Schema(
                    description =
                            "Names of tools, or beginnings of names followed by *; all that you may use if left out")
            @Nullable
            List<@Nullable String> tools,

            @Nullable Boolean readOnly,

            @Schema(description = "60 to 86400 seconds; 3600 if left out") @Nullable
            Long expiresIn) {}

    /** The token, shown this once, and what it may do now. */
    @JsonNaming(SnakeCaseStrategy.class)
    record SessionTokenView(
            String token,
            String tokenType,
            long expiresIn,
            Instant expiresAt,
            String connectedAccountId,
            PolicyForm toolPolicy) {
        @Override
        public String toString() {
            return "SessionTokenView[***]";
        }
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Get a session token",
            description =
                    "A bearer token that reaches one connected account and nothing else. It has at most the rights"
                            + " that the API client or key which asks for it has at the moment of each call, and ends with it."
                            + " Needs the scope tools:execute.")
    public Uni<RestResponse<SessionTokenView>> create(@Nullable SessionTokenRequest body) {
        return access.caller().chain(caller -> {
            SessionTokenRequest wanted = Input.body(body);
            ToolPolicy policy = PolicyForm.read(new PolicyForm(wanted.tools(), wanted.readOnly()), "", catalogue);
            return accounts.resolve(
                            caller.with(Scope.TOOLS_EXECUTE),
                            new AccountSelector(wanted.connectedAccountId(), wanted.connector(), wanted.identifier()))
                    .chain(account -> issued(caller, account, policy, wanted.expiresIn()));
        });
    }

    private Uni<RestResponse<SessionTokenView>> issued(
            Caller caller, ConnectedAccount account, ToolPolicy policy, @Nullable Long seconds) {
        Duration lifetime = Duration.ofSeconds(seconds == null ? USUAL_SECONDS : seconds);
        return tokens.issue(caller, account.id(), policy, lifetime)
                .map(token -> view(token, account, caller.policy().and(policy)))
                .map(view -> RestResponse.ResponseBuilder.create(RestResponse.Status.CREATED, view)
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .build());
    }

    private static SessionTokenView view(AccessToken token, ConnectedAccount account, ToolPolicy effective) {
        return new SessionTokenView(
                token.value(),
                "Bearer",
                token.lifetime().toSeconds(),
                token.expiresAt(),
                account.id().value(),
                PolicyForm.of(effective));
    }
}
