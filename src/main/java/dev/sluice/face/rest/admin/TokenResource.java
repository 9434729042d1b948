package dev.sluice.face.rest.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sluice.caller.OAuthException;
import dev.sluice.caller.TokenGrant;
import dev.sluice.caller.jwt.AccessToken;
import dev.sluice.caller.jwt.SigningKeys;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** OAuth 2.0: the token endpoint and the keys that verify its tokens. */
@Path("/")
@Tag(name = "OAuth")
@Produces(MediaType.APPLICATION_JSON)
class TokenResource {
    private final TokenGrant grant;
    private final SigningKeys keys;

    TokenResource(TokenGrant grant, SigningKeys keys) {
        this.grant = grant;
        this.keys = keys;
    }

    /** The reply of RFC 6749 §5.1. */
    record TokenReply(
            @JsonProperty("access_token") String accessToken,
            @JsonProperty("token_type") String tokenType,
            @JsonProperty("expires_in") long expiresIn,
            String scope) {
        static TokenReply of(AccessToken token) {
            return new TokenReply(
                    token.value(), "Bearer", token.lifetime().toSeconds(), String.join(" ", token.scopes()));
        }

        @Override
        public String toString() {
            return "TokenReply[***]";
        }
    }

    @POST
    @Path("oauth/token")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(
            summary = "Get an access token",
            description = "The client-credentials grant of RFC 6749. The client's id and secret come in the form"
                    + " (client_id, client_secret) or by HTTP Basic. scope is optional.")
    public Uni<RestResponse<TokenReply>> token(MultivaluedMap<String, String> form, HttpServerRequest request) {
        String type = single(form, "grant_type")
                .orElseThrow(() -> new OAuthException("invalid_request", "grant_type is missing"));
        if (!type.equals("client_credentials")) {
            throw new OAuthException("unsupported_grant_type", "The only grant_type is client_credentials");
        }
        ClientLogin login = login(form, request.getHeader(HttpHeaders.AUTHORIZATION));
        return grant.clientCredentials(login.id(), login.secret(), single(form, "scope"))
                .map(token -> RestResponse.ResponseBuilder.ok(TokenReply.of(token))
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .build());
    }

    @GET
    @Path("keys")
    @Operation(summary = "The public keys of access tokens", description = "A JWK set (RFC 7517).")
    public Uni<String> keys() {
        return keys.published();
    }

    /** SDKs send their stale Bearer header along, so that only Basic counts, and only where the form has no secret. */
    private static ClientLogin login(MultivaluedMap<String, String> form, @Nullable String authorization) {
        Optional<String> id = single(form, "client_id");
        Optional<String> secret = single(form, "client_secret");
        if (id.isPresent() && secret.isPresent()) {
            return new ClientLogin(id.get(), secret.get());
        }
        return ClientLogin.basic(authorization)
                .orElseThrow(() -> new OAuthException("invalid_client", "client_id or client_secret is missing"));
    }

    private static Optional<String> single(MultivaluedMap<String, String> form, String name) {
        @Nullable List<String> values = form.get(name);
        if (values != null && values.size() > 1) {
            throw new OAuthException("invalid_request", name + " is given more than once");
        }
        return Optional.ofNullable(form.getFirst(name)).filter(value -> !value.isEmpty());
    }
}
