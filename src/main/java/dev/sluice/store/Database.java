package dev.sluice.store;

import dev.sluice.loop.CallerLoop;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * Sessions. Each read or transaction runs in a Vert.x context of its own, since a session is bound to one context and
 * a caller's context may already hold another; its result comes back on the caller's context.
 */
@ApplicationScoped
public class Database {
    /** After this long the database counts as away: pool wait, statement and network together. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Mutiny.SessionFactory sessions;
    private final Vertx vertx;
    private final Reachability reachability;

    Database(Mutiny.SessionFactory sessions, Vertx vertx, Reachability reachability) {
        this.sessions = sessions;
        this.vertx = vertx;
        this.reachability = reachability;
    }

    /**
     * Runs queries that change nothing.
     *
     * @return what the work gives; an {@code UNAVAILABLE} fault if the database cannot be reached
     */
    public <T> Uni<T> read(Function<Mutiny.StatelessSession, Uni<T>> work) {
        return isolated(() -> sessions.withStatelessSession(work));
    }

    /** Runs work in one transaction; a failure rolls all of it back. Faults as {@link #read}. */
    public <T> Uni<T> transaction(Function<Mutiny.StatelessSession, Uni<T>> work) {
        return isolated(() -> sessions.withStatelessTransaction(work));
    }

    /** Runs one statement that changes something, and commits by itself. Faults as {@link #read}. */
    public <T> Uni<T> write(Function<Mutiny.StatelessSession, Uni<T>> statement) {
        return isolated(() -> sessions.withStatelessSession(statement));
    }

    /** Completes if the database answers; faults as {@link #read}. */
    public Uni<Void> ping() {
        return read(session ->
                        session.createNativeQuery("select 1", Integer.class).getSingleResult())
                .replaceWithVoid();
    }

    /** Whether a transaction failed because a row with the same unique key exists. */
    public static boolean isDuplicate(Throwable failure) {
        return SqlState.of(failure).filter(SqlState.UNIQUE_VIOLATION::equals).isPresent();
    }

    /** Whether a statement was ended by the {@code statement_timeout} that its transaction had set. */
    public static boolean tookTooLong(Throwable failure) {
        return SqlState.of(failure).filter(SqlState.QUERY_CANCELED::equals).isPresent();
    }

    private <T> Uni<T> isolated(Supplier<Uni<? extends T>> work) {
        return Uni.createFrom().deferred(() -> {
            if (!reachability.mayAsk()) {
                return Uni.createFrom().failure(DatabaseFault.timedOut());
            }
            long askedAt = reachability.now();
            Context own = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
            // Ours alone, so a session may live in it, whichever context the caller has.
            VertxContextSafetyToggle.setContextSafe(own, true);
            Executor there = task -> own.runOnContext(ignored -> task.run());
            return CallerLoop.bring(Uni.createFrom()
                    .deferred(work)
                    .runSubscriptionOn(there)
                    .onItemOrFailure()
                    .invoke((item, failure) -> ended(failure))
                    .onCancellation()
                    .invoke(reachability::gaveUp)
                    .ifNoItem()
                    .after(PATIENCE)
                    .failWith(() -> {
                        reachability.unanswered(askedAt);
                        return DatabaseFault.timedOut();
                    })
                    .onFailure()
                    .transform(DatabaseFault::told));
        });
    }

    private void ended(@Nullable Throwable failure) {
        if (failure == null || SqlState.of(failure).isPresent()) {
            reachability.answered();
        } else {
            reachability.ended();
        }
    }
}
