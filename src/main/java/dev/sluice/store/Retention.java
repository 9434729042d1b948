package dev.sluice.store;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;

/** Deletes what need not be kept any longer, now and then and a few rows at a time, so that nobody waits for it. */
public final class Retention {
    private static final Logger LOG = Logger.getLogger(Retention.class);
    private static final Duration EVERY = Duration.ofMinutes(10);

    /** Deletes rows. */
    public interface Deletion {
        /** Deletes rows that are older, this many at most, and tells how many. */
        Uni<Integer> before(Instant oldest, int most);
    }

    private final String what;
    private final Duration keep;
    private final int batch;
    private final Deletion deletion;

    /** @param what is deleted, for the log */
    public Retention(String what, Duration keep, int batch, Deletion deletion) {
        this.what = what;
        this.keep = keep;
        this.batch = batch;
        this.deletion = deletion;
    }

    /** Begins; the timer is for who stops it. */
    public long start(Vertx vertx) {
        return vertx.setPeriodic(
                EVERY.toMillis(),
                tick -> sweep(batch)
                        .subscribe()
                        .with(
                                done -> {},
                                cause -> LOG.debugf("Old %s were not deleted: %s", what, cause.getMessage())));
    }

    /** Deletes so many after so many until nothing old is left. */
    public Uni<Void> sweep(int most) {
        return Uni.createFrom()
                .deferred(() -> deletion.before(Instant.now().minus(keep), most))
                .repeat()
                .whilst(deleted -> deleted == most)
                .collect()
                .last()
                .replaceWithVoid();
    }
}
