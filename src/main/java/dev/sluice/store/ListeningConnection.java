package dev.sluice.store;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgConnection;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A connection that listens on the channel of changes, made anew whenever it is lost. A server that hangs sends no word
 * of it: it is asked every few seconds, and one that stays silent counts as lost. A pool in between may let it listen
 * and tell it nothing: so something is told, by the way that changes take, and only what is heard proves that it
 * listens. Lives on one event loop.
 */
final class ListeningConnection {
    private static final Logger LOG = Logger.getLogger(ListeningConnection.class);
    private static final long ASK_EVERY_MILLIS = 5_000;
    private static final long PATIENCE_MILLIS = 2_000;
    // Longer than the time between two answers; closes what hangs, a connection that never came about too.
    private static final int SILENT_SECONDS = 15;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Vertx vertx;
    private final IntFunction<Future<PgConnection>> connector;
    private final Function<String, Future<Void>> teller;
    private final Listener listener;
    private final Context loop;
    private @Nullable PgConnection current;
    private @Nullable String proof;
    private boolean listening;
    private boolean closed;
    private int failures;

    /**
     * @param connector connects, and closes what was silent for so many seconds
     * @param teller tells a text to all who listen, as a change is told
     */
    ListeningConnection(
            Vertx vertx,
            IntFunction<Future<PgConnection>> connector,
            Function<String, Future<Void>> teller,
            Listener listener) {
        this.vertx = vertx;
        this.connector = connector;
        this.teller = teller;
        this.listener = listener;
        this.loop = vertx.getOrCreateContext();
    }

    /** Who hears what happens, on the event loop. */
    interface Listener {
        /** From now on every change is heard. */
        void listening();

        void heard(String payload);

        /** The server answered a question. */
        void answered();

        void lost(Loss how);
    }

    /** How it came that changes are not heard. */
    enum Loss {
        CLOSED,
        /** The server stopped answering. */
        SILENT,
        /** The server answers, and what others tell does not arrive. */
        DEAF
    }

    void open() {
        loop.runOnContext(ignored -> connect());
    }

    void close() {
        loop.runOnContext(ignored -> {
            closed = true;
            if (current != null) {
                current.close();
            }
        });
    }

    private void connect() {
        if (!closed) {
            connector
                    .apply(SILENT_SECONDS)
                    .onSuccess(opened -> loop.runOnContext(ignored -> listen(opened)))
                    .onFailure(cause -> loop.runOnContext(ignored -> retry(cause)));
        }
    }

    private void listen(PgConnection opened) {
        if (closed) {
            opened.close();
            return;
        }
        current = opened;
        opened.closeHandler(gone -> lose(opened, Loss.CLOSED));
        opened.notificationHandler(notification -> {
            if (opened == current) {
                hear(opened, notification.getPayload());
            }
        });
        opened.query("listen sluice_change").execute().onComplete(done -> {
            if (done.failed()) {
                lose(opened, Loss.CLOSED);
            } else {
                prove(opened);
            }
        });
    }

    // Nothing is asked of the connection meanwhile: a pool in between passes on what comes while it is in use.
    private void prove(PgConnection connection) {
        if (connection != current || closed) {
            return;
        }
        String sought =
                new JsonObject().put("proof", UUID.randomUUID().toString()).encode();
        proof = sought;
        teller.apply(sought)
                .timeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                .onComplete(told -> loop.runOnContext(ignored -> {
                    if (!sought.equals(proof)) {
                        return;
                    }
                    if (told.failed()) {
                        // It could not be told, as where the pool is busy, which says nothing of this connection.
                        proof = null;
                        askLater(connection);
                    } else {
                        vertx.setTimer(PATIENCE_MILLIS, late -> {
                            if (sought.equals(proof)) {
                                lose(connection, Loss.DEAF);
                            }
                        });
                    }
                }));
    }

    private void hear(PgConnection connection, String payload) {
        if (!payload.equals(proof)) {
            listener.heard(payload);
            return;
        }
        proof = null;
        failures = 0;
        if (!listening) {
            listening = true;
            listener.listening();
        }
        askLater(connection);
    }

    private void askLater(PgConnection connection) {
        vertx.setTimer(listening ? ASK_EVERY_MILLIS : PATIENCE_MILLIS, timer -> {
            if (connection == current && !closed) {
                ask(connection);
            }
        });
    }

    private void ask(PgConnection connection) {
        long patience = vertx.setTimer(PATIENCE_MILLIS, late -> lose(connection, Loss.SILENT));
        connection.query("select 1").execute().onComplete(done -> {
            vertx.cancelTimer(patience);
            if (done.failed()) {
                lose(connection, Loss.CLOSED);
            } else {
                listener.answered();
                prove(connection);
            }
        });
    }

    private void lose(PgConnection connection, Loss how) {
        if (connection != current) {
            return;
        }
        current = null;
        proof = null;
        connection.close();
        if (closed) {
            return;
        }
        if (listening || how == Loss.DEAF) {
            listening = false;
            listener.lost(how);
        }
        retry(null);
    }

    private void retry(@Nullable Throwable cause) {
        LOG.debugf("The database cannot be listened to: %s", cause == null ? "lost" : cause.getMessage());
        long longest = Math.min(LONGEST_PAUSE.toMillis(), FIRST_PAUSE.toMillis() << Math.min(failures, 10));
        failures++;
        vertx.setTimer(ThreadLocalRandom.current().nextLong(longest / 2, longest + 1), timer -> connect());
    }
}
