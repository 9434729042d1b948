package dev.sluice.token;

import dev.sluice.fault.Fault;
import dev.sluice.token.MintGate.Ticket;
import dev.sluice.token.SharedToken.Setback;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One way to a new token for a slot: another replica's, or one minted here under the lease that all replicas heed. While
 * the database is away, one minted for this replica alone.
 */
final class Attempt {
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    /** Where a step leads. */
    private sealed interface Next {
        /** To an end: with a new token, or with the one held. */
        record Ended(Optional<AccessToken> token) implements Next {}

        /** To another replica's failure, which counts here too. */
        record Failed(Fault fault) implements Next {}

        /** Another replica mints: its token is to be looked for. */
        record LookAgain() implements Next {}

        /** To the token endpoint, whatever was seen of other mints. */
        record Mint(SharedToken seen) implements Next {}
    }

    private final TokenSlot slot;
    private final ServicePrincipal principal;
    private final TokenSource source;
    private final boolean anyway;
    private final CompletableFuture<Optional<AccessToken>> token = new CompletableFuture<>();
    private volatile boolean isUrgent;
    private volatile @Nullable Ticket ticket;
    // Read and written by one step after the other.
    private volatile boolean mustLook;
    private volatile long seen;

    /**
     * @param isUrgent whether a call waits for it
     * @param anyway whether a fit token, and a pause after a failure, do not count
     */
    Attempt(TokenSlot slot, TokenSource source, boolean isUrgent, boolean anyway) {
        this.slot = slot;
        this.principal = slot.principal();
        this.source = source;
        this.isUrgent = isUrgent;
        this.anyway = anyway;
        this.mustLook = !anyway;
    }

    /** The new token; none where a renewal ahead of need ended with the one held. */
    CompletableFuture<Optional<AccessToken>> token() {
        return token;
    }

    boolean anyway() {
        return anyway;
    }

    /** A call waits for it from now on. */
    void urge() {
        if (!isUrgent) {
            isUrgent = true;
            Ticket waiting = ticket;
            if (waiting != null) {
                waiting.urge();
            }
        }
    }

    /** @param ended run before anybody hears of the token, so that who has no use for it can begin anew */
    void start(Runnable ended) {
        steps().subscribe()
                .with(
                        got -> {
                            ended.run();
                            token.complete(got);
                        },
                        cause -> {
                            ended.run();
                            token.completeExceptionally(cause);
                        });
    }

    private Uni<Optional<AccessToken>> steps() {
        Uni<Next> first = mustLook
                ? source.shared
                        .look(principal, isUrgent)
                        .map(this::judge)
                        .onFailure()
                        .recoverWithItem(this::alone)
                : Uni.createFrom().item(new Next.Mint(SharedToken.NONE));
        return first.flatMap(next -> next instanceof Next.Mint
                        ? throughGate()
                        : Uni.createFrom().item(next))
                .flatMap(next -> switch (next) {
                    case Next.Ended ended -> Uni.createFrom().item(ended.token());
                    case Next.Failed failed ->
                        Uni.createFrom().failure(failed.fault().asException());
                    default -> source.pause(LOOK_EVERY).flatMap(paused -> steps());
                });
    }

    // Who waits for another replica's mint has left the gate: he stands in nobody's way.
    private Uni<Next> throughGate() {
        Ticket mine = source.gate.ticket(principal.host(), isUrgent);
        ticket = mine;
        if (isUrgent) {
            mine.urge();
        }
        return mine.enter()
                .flatMap(permit -> Uni.createFrom()
                        .deferred(this::claim)
                        .flatMap(next -> next instanceof Next.Mint mint
                                ? minting(mint.seen()).run().<Next>map(minted -> new Next.Ended(Optional.of(minted)))
                                : Uni.createFrom().item(next))
                        .onTermination()
                        .invoke(permit::release));
    }

    private Uni<Next> claim() {
        return source.shared
                .claim(principal, known(), anyway, isUrgent)
                .map(found -> {
                    Next next = judge(found);
                    if (next instanceof Next.Mint mint && !mint.seen().claimed() && !found.superseded()) {
                        // The reason has just gone, or it is a token that is of no use here.
                        seen = Math.max(seen, found.generation());
                        return lookAgain(found);
                    }
                    return next;
                })
                .onFailure()
                .recoverWithItem(this::alone);
    }

    private Minting minting(SharedToken found) {
        return new Minting(slot, source, found, known(), () -> isUrgent, anyway);
    }

    private Next judge(SharedToken found) {
        // Whoever was given the lease mints, whatever the row holds: else nobody would until the lease ends.
        if (found.claimed()) {
            return new Next.Mint(found);
        }
        AccessToken theirs = found.token();
        AccessToken held = slot.held();
        if (theirs != null
                && theirs.generation() > known()
                // One minted while the database was away may outlive the shared one.
                && (held == null || theirs.expiresAt() - held.expiresAt() > 0)) {
            slot.take(theirs);
            source.meter.adopted();
            if (isUrgent || !theirs.isDue(source.now())) {
                return new Next.Ended(Optional.of(theirs));
            }
        }
        if (found.superseded()) {
            return isUrgent ? new Next.Mint(SharedToken.NONE) : kept(found);
        }
        if (found.mintedElsewhere()) {
            return isUrgent ? lookAgain(found) : kept(found);
        }
        Setback setback = found.setback();
        if (setback != null && !anyway && !setback.isOver(source.now())) {
            slot.take(setback);
            return new Next.Failed(setback.fault());
        }
        return new Next.Mint(found);
    }

    private Next alone(Throwable away) {
        AccessToken held = slot.held();
        if (!isUrgent && held != null && held.canWait(source.now())) {
            slot.renewLater(SharedTokens.LEFT_ALONE);
            return new Next.Ended(Optional.empty());
        }
        return new Next.Mint(SharedToken.NONE);
    }

    private Next kept(SharedToken found) {
        return slot.held() == null ? lookAgain(found) : new Next.Ended(Optional.empty());
    }

    private Next lookAgain(SharedToken found) {
        mustLook = true;
        if (anyway) {
            seen = Math.max(seen, found.generation());
        }
        return new Next.LookAgain();
    }

    private long known() {
        return Math.max(seen, slot.known());
    }
}
