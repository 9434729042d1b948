package dev.sluice.caller;

import dev.sluice.caller.credential.Credential;
import dev.sluice.caller.jwt.Claims;
import dev.sluice.caller.jwt.VerifiedTokens;
import dev.sluice.fault.FaultException;
import dev.sluice.id.ClientId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Proves who calls. Completes at once, without I/O, for a credential seen lately. */
@ApplicationScoped
public class Authenticator {
    private final ApiKeys keys;
    private final ApiClients clients;
    private final VerifiedTokens tokens;

    Authenticator(ApiKeys keys, ApiClients clients, VerifiedTokens tokens) {
        this.keys = keys;
        this.clients = clients;
        this.tokens = tokens;
    }

    /**
     * Who sends this {@code Authorization} header: an API key, an access token or a session token as Bearer.
     *
     * @return the caller, or an {@code UNAUTHENTICATED} fault
     */
    public Uni<Caller> authenticate(@Nullable String authorization) {
        try {
            String credential = Bearer.token(authorization);
            return credential.startsWith(Credential.API_KEY) ? byKey(credential) : byToken(credential);
        } catch (FaultException refused) {
            return Uni.createFrom().failure(refused);
        }
    }

    private Uni<Caller> byKey(String key) {
        return keys.find(key)
                .map(found -> found.orElseThrow(() -> Bearer.refused("The API key does not exist or was revoked")));
    }

    private Uni<Caller> byToken(String token) {
        return tokens.claims(token)
                .map(found -> found.orElseThrow(() -> Bearer.refused("The access token is not valid or has expired")))
                .chain(this::live);
    }

    /** A token outlives its holder's revocation, so the holder is looked up each time, in memory if it is warm. */
    private Uni<Caller> live(Claims claims) {
        Claims.Session session = claims.session();
        return holder(claims)
                .map(found -> found.filter(caller -> caller.environment().equals(claims.environment()))
                        .orElseThrow(() -> Bearer.refused("The API client or key of this access token was revoked")))
                .map(caller -> session == null
                        ? caller
                        : caller.boundTo(
                                session.account(),
                                new ToolPolicy(session.tools(), session.readOnly()),
                                claims.scopes()));
    }

    private Uni<Optional<Caller>> holder(Claims claims) {
        return claims.holder().startsWith(ApiKeys.ID)
                ? keys.holding(claims.holder())
                : clients.find(new ClientId(claims.holder()))
                        .map(found -> found.map(client -> new Caller(
                                client.environment(), client.id().value(), claims.scopes(), client.policy())));
    }
}
