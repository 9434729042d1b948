package dev.sluice.event;

import dev.sluice.caller.Caller;
import dev.sluice.caller.Scope;
import dev.sluice.event.EventPulse.Wait;
import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.fault.FaultException;
import dev.sluice.id.EnvironmentId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** The events of a caller's environment, to be followed with a cursor. */
@ApplicationScoped
public class EventFeed {
    private static final int LARGEST_PAGE = 500;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final EventRepository repository;
    private final EventPulse pulse;

    EventFeed(EventRepository repository, EventPulse pulse) {
        this.repository = repository;
        this.pulse = pulse;
    }

    /** The events after a cursor, in their order; none is ever left out, however late its transaction ends. */
    public Uni<EventPage> read(Caller caller, EventQuery query) {
        caller.with(Scope.ACCOUNTS_READ);
        check(query);
        Position after = Position.parse(query.after());
        return query.patience().isZero()
                ? repository.page(caller.environment(), after, query)
                : await(
                        caller.environment(),
                        after,
                        query,
                        System.nanoTime() + query.patience().toNanos());
    }

    private Uni<EventPage> await(EnvironmentId environment, Position after, EventQuery query, long deadline) {
        return Uni.createFrom().deferred(() -> {
            // Before it is read, lest something come in between.
            Wait wait = pulse.enter(environment);
            return repository
                    .page(environment, after, query)
                    .chain(page -> {
                        Duration left = Duration.ofNanos(deadline - System.nanoTime());
                        return !page.events().isEmpty() || left.isNegative()
                                ? Uni.createFrom().item(page)
                                : wait.woken(left)
                                        .chain(woken -> woken
                                                ? await(environment, after, query, deadline)
                                                : Uni.createFrom().item(page));
                    })
                    .onTermination()
                    .invoke(wait::leave);
        });
    }

    private static void check(EventQuery query) {
        if (query.limit() < 1 || query.limit() > LARGEST_PAGE) {
            throw refused("/limit", "The limit is out of range", "Give 1 to " + LARGEST_PAGE);
        }
        if (query.patience().isNegative() || query.patience().compareTo(LONGEST_WAIT) > 0) {
            throw refused("/wait", "The wait is out of range", "Give 0 to " + LONGEST_WAIT.toSeconds() + " seconds");
        }
        if (query.type() != null) {
            EventType.checked(query.type(), "/type");
        }
    }

    private static FaultException refused(String pointer, String detail, String hint) {
        return Fault.of(FaultCode.INVALID_REQUEST, detail, hint).at(pointer).asException();
    }
}
