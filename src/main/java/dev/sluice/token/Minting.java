package dev.sluice.token;

import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.fault.FaultException;
import dev.sluice.token.SharedToken.Setback;
import dev.sluice.token.TokenMint.Minted;
import io.smallrye.mutiny.Uni;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** One mint for a slot, and what is told of it: to the slot, and to the other replicas. */
final class Minting {
    private static final Logger LOG = Logger.getLogger(Minting.class);

    private final TokenSlot slot;
    private final ServicePrincipal principal;
    private final TokenSource source;
    private final SharedToken found;
    private final long known;
    private final BooleanSupplier isUrgent;
    private final boolean anyway;

    /**
     * @param found what the database told of it
     * @param known the newest generation that this replica knows
     * @param isUrgent whether a call waits for it by now
     * @param anyway whether somebody asked for a new token, whatever is held
     */
    Minting(
            TokenSlot slot,
            TokenSource source,
            SharedToken found,
            long known,
            BooleanSupplier isUrgent,
            boolean anyway) {
        this.slot = slot;
        this.principal = slot.principal();
        this.source = source;
        this.found = found;
        this.known = known;
        this.isUrgent = isUrgent;
        this.anyway = anyway;
    }

    /** The new token, which the slot has by then. */
    Uni<AccessToken> run() {
        return ask().onFailure().invoke(this::failed).flatMap(this::taken);
    }

    private Uni<Minted> ask() {
        if (!anyway && (isRefusal(slot.setback()) || isRefusal(found.setback()))) {
            return source.mint.decidingTry(principal);
        }
        // While the token held is good nobody hurries: its secret may be being replaced.
        return source.mint
                .ask(principal)
                .onFailure(TokenMint::refused)
                .recoverWithUni(refusal -> isUrgent.getAsBoolean() || slot.held() == null
                        ? source.mint.secondTry(principal)
                        : Uni.createFrom().failure(refusal));
    }

    private Uni<AccessToken> taken(Minted minted) {
        AccessToken mine = minted.token().asGeneration(found.claimed() ? found.generation() + 1 : known);
        slot.take(mine);
        if (!found.claimed() && source.shared.isAway()) {
            return inBackground(storedLater(mine, minted), mine);
        }
        // Who asked for a new token wants to see it told everywhere; a call goes on.
        return anyway ? stored(mine, minted) : inBackground(stored(mine, minted), mine);
    }

    private Uni<AccessToken> stored(AccessToken mine, Minted minted) {
        return source.shared
                .store(principal, mine, minted.sealed())
                .invoke(generation -> generation.ifPresent(given -> slot.stored(mine, given)))
                .onFailure()
                .recoverWithNull()
                .replaceWith(mine);
    }

    // Once: while the database stays away, each replica has its own.
    private Uni<AccessToken> storedLater(AccessToken mine, Minted minted) {
        return source.pause(SharedTokens.LEFT_ALONE.plusSeconds(1))
                .flatMap(waited -> source.shared.isAway() || !mine.equals(slot.held())
                        ? Uni.createFrom().item(mine)
                        : stored(mine, minted));
    }

    private static <T> Uni<T> inBackground(Uni<T> work, T item) {
        work.subscribe().with(done -> {}, lost -> {});
        return Uni.createFrom().item(item);
    }

    private void failed(Throwable cause) {
        Fault fault = cause instanceof FaultException told ? told.fault() : internal(cause);
        Setback before = found.claimed() ? found.setback() : slot.setback();
        Setback setback = slot.fail(fault, before == null ? 0 : before.failures());
        if (before == null) {
            source.events.failed(new RefreshFailed(
                    principal.account(), principal.credentialVersion(), fault.code(), fault.detail()));
        }
        if (found.claimed()) {
            source.shared.fail(principal, setback).subscribe().with(done -> {}, lost -> {});
        }
    }

    private static Fault internal(Throwable cause) {
        LOG.error("A mint failed", cause);
        return Fault.of(FaultCode.INTERNAL, "The gateway failed to mint a token.");
    }

    private static boolean isRefusal(@Nullable Setback setback) {
        return setback != null && setback.fault().code() == FaultCode.CREDENTIALS_REJECTED;
    }
}
