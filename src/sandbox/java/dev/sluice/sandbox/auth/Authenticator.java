package dev.sluice.sandbox.auth;

import dev.sluice.sandbox.auth.AccessTokens.Issued;
import dev.sluice.sandbox.http.Call;
import dev.sluice.sandbox.http.Endpoint;
import dev.sluice.sandbox.http.Refusal;
import dev.sluice.sandbox.http.Reply;
import dev.sluice.sandbox.settings.LiveSettings;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The check in front of every API, as the edge does it: no Bearer is 401, a Bearer that is not (or no more) good is
 * 403 with a numeric error code. Databricks REST: error model, shape 2.
 */
public final class Authenticator {
    private static final String ABSENT = "Credential was not sent or was of an unsupported type for this API.";
    private static final String INVALID = "Invalid access token.";
    private final AccessTokens tokens;
    private final Principals principals;
    private final LiveSettings settings;

    public Authenticator(AccessTokens tokens, Principals principals, LiveSettings settings) {
        this.tokens = tokens;
        this.principals = principals;
        this.settings = settings;
    }

    /** An endpoint of the SQL APIs: needs a token of scope {@code sql} and the SQL entitlement. */
    public Endpoint sql(SecuredEndpoint endpoint) {
        return secure("sql", Principal.SQL_ACCESS, endpoint);
    }

    /** An endpoint that any principal may call with a token of the given scope. */
    public Endpoint any(String scope, SecuredEndpoint endpoint) {
        return secure(scope, null, endpoint);
    }

    private Endpoint secure(String scope, @Nullable String entitlement, SecuredEndpoint endpoint) {
        return call -> {
            Issued token = token(call);
            Principal principal = token.principal();
            call.actor(principal.clientId());
            requireActive(principal);
            requireScope(token, scope);
            if (entitlement != null && !principal.entitlements().contains(entitlement)) {
                throw Refusal.of(
                        403,
                        "PERMISSION_DENIED",
                        "This API is disabled for users without the " + entitlement + " entitlement.");
            }
            return endpoint.handle(call, principal);
        };
    }

    private Issued token(Call call) {
        String header = call.header("Authorization");
        if (header == null || !header.regionMatches(true, 0, "Bearer ", 0, 7)) {
            Reply edge = Refusal.edge(401, ABSENT, ABSENT).toReply(call.requestId());
            throw Refusal.reply(edge.with("WWW-Authenticate", "Bearer realm=\"DatabricksRealm\""));
        }
        return tokens.find(header.substring(7).trim()).orElseThrow(() -> invalid(403));
    }

    private void requireActive(Principal principal) {
        if (!principals.isActive(principal)) {
            throw invalid(settings.now().tokens().revokedStatus());
        }
    }

    private static void requireScope(Issued token, String scope) {
        Set<String> granted = Set.of(token.scope().split(" "));
        if (!granted.contains("all-apis") && !granted.contains(scope)) {
            String message = "Provided OAuth token does not have required scopes: " + scope;
            throw Refusal.edge(403, message, message + " [ReqId: {request_id}]");
        }
    }

    private static Refusal invalid(int status) {
        return Refusal.edge(status, INVALID, INVALID + " [ReqId: {request_id}]");
    }
}
