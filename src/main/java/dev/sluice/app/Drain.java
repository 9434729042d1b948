package dev.sluice.app;

import dev.sluice.event.EventFeed;
import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.fault.Problem;
import dev.sluice.statement.StatementStreams;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * The way out, in steps: readiness goes down and connections are asked to close, by the framework, while calls are still
 * taken; after the delay new ones are refused, those under way go on, and who waits for events is answered; shortly
 * before the time is up, streams are ended so that their readers can go on at another gateway.
 */
@ApplicationScoped
class Drain {
    private static final Logger LOG = Logger.getLogger(Drain.class);
    private static final int FIRST = 2_000;
    // For slow readers to take what is on its way to them, and for submissions to bring the ids of their statements.
    private static final Duration LONGEST_MARGIN = Duration.ofSeconds(8);

    private final DrainConfig config;
    private final StatementStreams streams;
    private final EventFeed events;
    private final Vertx vertx;
    private volatile boolean closed;
    private long closing;
    private long parting;

    Drain(DrainConfig config, StatementStreams streams, EventFeed events, Vertx vertx) {
        this.config = config;
        this.streams = streams;
        this.events = events;
        this.vertx = vertx;
    }

    void register(@Observes Filters filters) {
        filters.register(this::admit, FIRST);
    }

    void begin(@Observes ShutdownDelayInitiatedEvent stopping) {
        LOG.infof("Draining: new calls for %s, then up to %s for those under way", config.delay(), config.timeout());
        closing = after(config.delay(), this::close);
        parting = after(config.delay().plus(config.timeout()).minus(margin()), this::part);
    }

    void stop(@Observes ShutdownEvent stopped) {
        vertx.cancelTimer(closing);
        vertx.cancelTimer(parting);
    }

    private void close() {
        closed = true;
        events.endWaits();
    }

    private void part() {
        LOG.infof("Ending %d open streams, to be resumed at another gateway", streams.open());
        streams.interrupt();
    }

    private Duration margin() {
        Duration third = config.timeout().dividedBy(3);
        return third.compareTo(LONGEST_MARGIN) < 0 ? third : LONGEST_MARGIN;
    }

    private long after(Duration time, Runnable step) {
        return vertx.setTimer(Math.max(1, time.toMillis()), timer -> step.run());
    }

    private void admit(RoutingContext context) {
        if (!closed || context.request().path().startsWith("/q/")) {
            context.next();
            return;
        }
        Fault refusal =
                Fault.of(FaultCode.UNAVAILABLE, "This gateway is shutting down", "Send the call to another one");
        context.response()
                .setStatusCode(refusal.code().httpStatus())
                .putHeader("Content-Type", Problem.MEDIA_TYPE)
                .putHeader("Retry-After", "1")
                .end(Problem.of(refusal, null).toBuffer());
    }
}
