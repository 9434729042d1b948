package dev.sluice.store;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A connection that listens on the channel of changes, made anew whenever it is lost. A server that hangs sends no word
 * of it: it is asked every few seconds, and one that stays silent counts as lost. Lives on one event loop.
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
    private final DatabaseConnector connector;
    private final Listener listener;
    private final Context loop;
    private @Nullable PgConnection current;
    private boolean listening;
    private boolean closed;
    private int failures;

    ListeningConnection(Vertx vertx, DatabaseConnector connector, Listener listener) {
        this.vertx = vertx;
        this.connector = connector;
        this.listener = listener;
        this.loop = vertx.getOrCreateContext();
    }

    /** Who hears what happens, on the event loop. */
    interface Listener {
        /** From now on every change is heard. */
        void listening();

        void heard(String payload);

        /** @param silent whether the server stopped answering, rather than closed the connection */
        void lost(boolean silent);
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
                    .connect(SILENT_SECONDS)
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
        opened.closeHandler(gone -> lose(opened, false));
        opened.notificationHandler(notification -> {
            if (opened == current) {
                listener.heard(notification.getPayload());
            }
        });
        opened.query("listen sluice_change").execute().onComplete(done -> {
            if (done.failed()) {
                lose(opened, false);
            } else if (opened == current) {
                failures = 0;
                listening = true;
                listener.listening();
                askLater(opened);
            }
        });
    }

    private void askLater(PgConnection connection) {
        vertx.setTimer(ASK_EVERY_MILLIS, timer -> {
            if (connection == current && !closed) {
                ask(connection);
            }
        });
    }

    private void ask(PgConnection connection) {
        long patience = vertx.setTimer(PATIENCE_MILLIS, late -> lose(connection, true));
        connection.query("select 1").execute().onComplete(done -> {
            vertx.cancelTimer(patience);
            if (done.failed()) {
                lose(connection, false);
            } else {
                askLater(connection);
            }
        });
    }

    private void lose(PgConnection connection, boolean silent) {
        if (connection != current) {
            return;
        }
        current = null;
        connection.close();
        if (closed) {
            return;
        }
        if (listening) {
            listening = false;
            listener.lost(silent);
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
