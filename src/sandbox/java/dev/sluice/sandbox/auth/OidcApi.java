package dev.sluice.sandbox.auth;

import dev.sluice.sandbox.http.Body;
import dev.sluice.sandbox.http.Call;
import dev.sluice.sandbox.http.Reply;
import dev.sluice.sandbox.http.Routes;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Discovery: where tokens are minted. Databricks REST: OAuth M2M; unauthenticated, slashes escaped as on the wire. */
public final class OidcApi {
    private static final String JSON = "application/json; charset=UTF-8";
    private final String workspaceId;
    private final TokenEndpoint tokens;

    public OidcApi(String workspaceId, TokenEndpoint tokens) {
        this.workspaceId = workspaceId;
        this.tokens = tokens;
    }

    public void addTo(Routes routes) {
        routes.get("/.well-known/databricks-config", this::hostMetadata)
                .get("/oidc/.well-known/oauth-authorization-server", this::discovery)
                .get("/oidc/jwks.json", call -> json(new JsonObject().put("keys", new JsonArray())))
                .post("/oidc/v1/token", tokens);
    }

    private Future<Reply> hostMetadata(Call call) {
        return json(new JsonObject()
                .put("oidc_endpoint", call.origin() + "/oidc")
                .put("workspace_id", workspaceId)
                .put("cloud", "AWS")
                .put("host_type", "WORKSPACE_HOST"));
    }

    private Future<Reply> discovery(Call call) {
        String oidc = call.origin() + "/oidc";
        return json(new JsonObject()
                .put("authorization_endpoint", oidc + "/v1/authorize")
                .put("token_endpoint", oidc + "/v1/token")
                .put("issuer", oidc)
                .put("jwks_uri", oidc + "/jwks.json")
                .put("scopes_supported", list("all-apis", "email", "offline_access", "openid", "profile", "sql"))
                .put("response_types_supported", list("code", "id_token"))
                .put("response_modes_supported", list("query", "fragment", "form_post"))
                .put("grant_types_supported", list("client_credentials", "authorization_code", "refresh_token"))
                .put("code_challenge_methods_supported", list("S256"))
                .put("token_endpoint_auth_methods_supported", list("client_secret_basic", "client_secret_post", "none"))
                .put("subject_types_supported", list("public"))
                .put("id_token_signing_alg_values_supported", list("RS256"))
                .put(
                        "claims_supported",
                        list(
                                "iss",
                                "sub",
                                "aud",
                                "iat",
                                "exp",
                                "jti",
                                "name",
                                "family_name",
                                "given_name",
                                "preferred_username"))
                .put("request_uri_parameter_supported", false));
    }

    private static JsonArray list(String... items) {
        JsonArray all = new JsonArray();
        for (String item : items) {
            all.add(item);
        }
        return all;
    }

    private static Future<Reply> json(JsonObject body) {
        return Future.succeededFuture(
                Reply.of(200, JSON, Body.of(Buffer.buffer(body.encode().replace("/", "\\/")))));
    }
}
