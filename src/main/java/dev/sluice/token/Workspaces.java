package dev.sluice.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import dev.sluice.id.AccountId;
import dev.sluice.workspace.RequestGate;
import dev.sluice.workspace.Workspace;
import dev.sluice.workspace.WorkspaceClient;
import dev.sluice.workspace.WorkspaceHost;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Opens workspaces for service principals and keeps their tokens. */
@Singleton
public class Workspaces {
    // Tokens live an hour as a rule: an account that is not used for that long has nothing worth keeping.
    private static final Duration IDLE = Duration.ofHours(2);

    /** No token is found without the account, the version of its credentials and the host that minted it. */
    private record Key(AccountId account, long credentialVersion, WorkspaceHost host) {}

    // Tidied by whoever reads: the usual hand-over to another thread costs more than the tidying.
    private final Cache<Key, TokenSlot> slots = Caffeine.newBuilder()
            .expireAfterAccess(IDLE)
            .executor(Runnable::run)
            .removalListener(this::gone)
            .build();
    private final ConcurrentHashMap<AccountId, TokenSlot> newest = new ConcurrentHashMap<>();
    private final WorkspaceClient client;
    private final TokenSource source;

    Workspaces(WorkspaceClient client, TokenSource source) {
        this.client = client;
        this.source = source;
    }

    /**
     * Mints a token for the principal now, whatever is held: for whoever wants to know whether its credentials are good.
     * Calls use the new token; credentials refused twice are told as in every mint.
     */
    public Uni<Void> renew(ServicePrincipal principal) {
        return slot(principal).renewed().replaceWithVoid();
    }

    /**
     * The principal's workspace; every request to it carries this principal's token and no other.
     *
     * @param gate what the requests pass, beneath the token, so that it sees each that is sent; mints do not pass it
     */
    public Workspace open(ServicePrincipal principal, RequestGate gate) {
        return new AuthorizedWorkspace(principal, slot(principal), client, gate);
    }

    /** The slots of all principals; looking at one does not count as its use. */
    Collection<TokenSlot> slots() {
        return slots.asMap().values();
    }

    private TokenSlot slot(ServicePrincipal principal) {
        return slots.get(
                new Key(principal.account(), principal.credentialVersion(), principal.host()),
                key -> succeed(new TokenSlot(principal, source)));
    }

    // Of an account's credentials only the newest are renewed ahead.
    private TokenSlot succeed(TokenSlot slot) {
        newest.merge(slot.principal().account(), slot, (before, mine) -> {
            boolean isNewer =
                    mine.principal().credentialVersion() >= before.principal().credentialVersion();
            (isNewer ? before : mine).retire();
            return isNewer ? mine : before;
        });
        return slot;
    }

    private void gone(@Nullable Key key, @Nullable TokenSlot slot, RemovalCause cause) {
        if (key != null && slot != null) {
            newest.remove(key.account(), slot);
        }
    }
}
