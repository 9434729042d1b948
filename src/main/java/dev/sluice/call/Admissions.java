package dev.sluice.call;

import dev.sluice.account.ConnectedAccount;
import dev.sluice.account.ConnectionLimits;
import dev.sluice.guard.Admission;
import dev.sluice.guard.Admittee;
import dev.sluice.guard.Guards;
import dev.sluice.telemetry.GuardMeter.Kind;
import dev.sluice.token.ServicePrincipal;
import dev.sluice.workspace.ForwardAnswer;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Brings calls before the guard of their workspace, and out again. */
@Singleton
final class Admissions {
    private final Guards guards;
    private final ConnectionLimits connectionLimits;

    Admissions(Guards guards, ConnectionLimits connectionLimits) {
        this.guards = guards;
        this.connectionLimits = connectionLimits;
    }

    /**
     * Asks for admission.
     *
     * @param headers where the caller is told of its rate limit
     */
    Uni<Admission> admit(
            ConnectedAccount account, ServicePrincipal principal, Kind kind, BiConsumer<String, String> headers) {
        return connectionLimits.of(account).flatMap(shared -> {
            Admittee who =
                    new Admittee(principal.host(), account.id(), account.connectionId(), account.limits(), shared);
            return guards.admit(who, kind, state -> RateHeaders.tell(state, headers));
        });
    }

    /** What a call does with its admission, which it gives back however it ends. */
    static <T> Function<Admission, Uni<? extends T>> during(Function<Admission, Uni<T>> work) {
        return admission -> Uni.createFrom()
                .deferred(() -> work.apply(admission))
                .onTermination()
                .invoke(admission::release);
    }

    /** The same for an answer whose body is read later: the admission is given back when that is over. */
    static Function<Admission, Uni<? extends ForwardAnswer>> untilOver(Function<Admission, Uni<ForwardAnswer>> work) {
        return admission -> Uni.createFrom()
                .deferred(() -> work.apply(admission))
                .onItem()
                .invoke(answer -> answer.whenOver(admission::release))
                .onFailure()
                .invoke(admission::release)
                .onCancellation()
                .invoke(admission::release);
    }
}
