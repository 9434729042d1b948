package dev.sluice.event;

import dev.sluice.caller.Caller;
import dev.sluice.caller.Scope;
import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.fault.FaultException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** The events of a caller's environment, to be followed with a cursor. */
@ApplicationScoped
public class EventFeed {
    private static final int LARGEST_PAGE = 500;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    // Each holds a connection for as long as it waits, and reads anew whenever something happens.
    private static final int MOST_POLLS = 50;
    private static final int MOST_POLLS_IN_ALL = 1000;
    private static final Duration AGAIN_AFTER = Duration.ofSeconds(5);

    private final EventRepository repository;
    private final EventPulse pulse;
    private final ConcurrencyLimit polls = new ConcurrencyLimit(MOST_POLLS, MOST_POLLS_IN_ALL);

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
                : poll(caller, after, query);
    }

    /** Answers all who wait for events with what there is, and those to come at once: the gateway takes its leave. */
    public void endWaits() {
        pulse.end();
    }

    private Uni<EventPage> poll(Caller caller, Position after, EventQuery query) {
        return Uni.createFrom().deferred(() -> {
            if (!polls.enter(caller.environment())) {
                throw Fault.of(
                                FaultCode.RATE_LIMITED,
                                "The environment has as many readers waiting for events as it may",
                                "Wait with fewer readers, or ask without wait")
                        .withRetryAfter(AGAIN_AFTER)
                        .asException();
            }
            return new Poll(
                            place -> repository.page(caller.environment(), place, query),
                            () -> pulse.enter(caller.environment()),
                            after,
                            query.patience())
                    .run()
                    .onTermination()
                    .invoke(() -> polls.leave(caller.environment()));
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
