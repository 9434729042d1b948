package dev.sluice.sandbox.auth;

import dev.sluice.sandbox.auth.AccessTokens.Minted;
import dev.sluice.sandbox.http.Call;
import dev.sluice.sandbox.http.Endpoint;
import dev.sluice.sandbox.http.Reply;
import dev.sluice.sandbox.journal.Ledger;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /oidc/v1/token}: client credentials, by Basic or in the form. Databricks REST: OAuth M2M. A form that
 * cannot be read is 400 with an empty body; a wrong id or secret is 401 invalid_client.
 */
public final class TokenEndpoint implements Endpoint {
    private record Credentials(
            @Nullable String clientId, @Nullable String secret) {
        @Override
        public String toString() {
            return "Credentials[" + clientId + "]";
        }
    }

    private final Principals principals;
    private final AccessTokens tokens;
    private final Ledger ledger;

    public TokenEndpoint(Principals principals, AccessTokens tokens, Ledger ledger) {
        this.principals = principals;
        this.tokens = tokens;
        this.ledger = ledger;
    }

    @Override
    public Future<Reply> handle(Call call) {
        Optional<Map<String, String>> form = Form.read(call);
        if (form.isEmpty() || !form.get().containsKey("grant_type")) {
            return Future.succeededFuture(Reply.empty(400));
        }
        return Future.succeededFuture(answer(call, form.get()));
    }

    private Reply answer(Call call, Map<String, String> form) {
        if (!"client_credentials".equals(form.get("grant_type"))) {
            return error(400, "unsupported_grant_type", "The grant type is not supported");
        }
        Credentials credentials = credentials(call, form);
        String clientId = credentials.clientId == null ? "-" : credentials.clientId;
        call.actor(clientId);
        Optional<Principal> principal = principals.authenticate(credentials.clientId, credentials.secret);
        ledger.minted(clientId, principal.isPresent());
        return principal
                .map(known -> success(call, known, form.getOrDefault("scope", "all-apis")))
                .orElseGet(() -> error(401, "invalid_client", "Client authentication failed"));
    }

    private Reply success(Call call, Principal principal, String scope) {
        Minted minted = tokens.mint(principal, scope, call.origin() + "/oidc");
        return Reply.json(new JsonObject()
                .put("access_token", minted.text())
                .put("token_type", "Bearer")
                .put("expires_in", minted.lifetime().toSeconds())
                .put("scope", scope));
    }

    private static Reply error(int status, String code, String description) {
        return Reply.json(
                status,
                new JsonObject()
                        .put("error", code)
                        .put("error_id", UUID.randomUUID().toString())
                        .put("error_description", description));
    }

    private static Credentials credentials(Call call, Map<String, String> form) {
        String header = call.header("Authorization");
        if (header == null || !header.regionMatches(true, 0, "Basic ", 0, 6)) {
            return new Credentials(form.get("client_id"), form.get("client_secret"));
        }
        try {
            byte[] decoded = Base64.getDecoder().decode(header.substring(6).trim());
            String pair = new String(decoded, StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0
                    ? new Credentials(null, null)
                    : new Credentials(pair.substring(0, colon), pair.substring(colon + 1));
        } catch (IllegalArgumentException notBase64) {
            return new Credentials(null, null);
        }
    }
}
