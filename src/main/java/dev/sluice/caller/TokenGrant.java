package dev.sluice.caller;

import dev.sluice.caller.jwt.AccessToken;
import dev.sluice.caller.jwt.AccessTokens;
import dev.sluice.caller.jwt.Claims;
import dev.sluice.id.ClientId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;

/** The client-credentials grant (RFC 6749 §4.4). */
@ApplicationScoped
public class TokenGrant {
    private final ApiClients clients;
    private final AccessTokens tokens;

    TokenGrant(ApiClients clients, AccessTokens tokens) {
        this.clients = clients;
        this.tokens = tokens;
    }

    /**
     * Issues a token with the scopes asked for, or all that the client has.
     *
     * @param scope scopes separated by spaces
     * @return the token; an {@link OAuthException} {@code invalid_client} or {@code invalid_scope}
     */
    public Uni<AccessToken> clientCredentials(String clientId, String secret, Optional<String> scope) {
        return clients.authenticate(new ClientId(clientId), secret).chain(found -> {
            ApiClient client = found.orElseThrow(
                    () -> new OAuthException("invalid_client", "The client id or secret is wrong, or was revoked"));
            return tokens.issue(new Claims(client.environment(), client.id().value(), scopes(client, scope), null));
        });
    }

    private static Set<String> scopes(ApiClient client, Optional<String> asked) {
        if (asked.isEmpty() || asked.get().isBlank()) {
            return client.scopes();
        }
        Set<String> scopes = Set.of(asked.get().strip().split(" +"));
        if (!client.scopes().containsAll(scopes)) {
            throw new OAuthException("invalid_scope", "The client has only the scopes " + client.scopes());
        }
        return scopes;
    }
}
