package dev.sluice.guard.cluster;

import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One connection to Redis, on which commands follow each other without waiting, a bounded number of them. One that fails
 * or is slow is dropped and counts as away for a while; another is opened then, while nobody waits for it.
 */
final class RedisLink {
    private static final Logger LOG = Logger.getLogger(RedisLink.class);
    private static final int MOST_UNDER_WAY = 1024;
    private static final int CONNECT_MILLIS = 1_000;
    private static final int UNACKNOWLEDGED_MILLIS = 5_000;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final Redis redis;
    private final LongSupplier nanoTime;
    private final AtomicBoolean connecting = new AtomicBoolean();
    private volatile @Nullable RedisConnection connection;
    private volatile long connectAt;
    private volatile boolean closed;
    private volatile Duration pause = FIRST_PAUSE;

    RedisLink(Vertx vertx, String url) {
        this(vertx, url, System::nanoTime);
    }

    RedisLink(Vertx vertx, String url, LongSupplier nanoTime) {
        this.redis = Redis.createClient(vertx, options(url));
        this.nanoTime = nanoTime;
        this.connectAt = nanoTime.getAsLong();
    }

    private static RedisOptions options(String url) {
        String scheme = url.toLowerCase(Locale.ROOT);
        if (!scheme.startsWith("redis://") && !scheme.startsWith("rediss://")) {
            throw new IllegalArgumentException("sluice.redis.url must begin with redis:// or rediss://");
        }
        RedisOptions options = new RedisOptions().setConnectionString(url).setMaxWaitingHandlers(MOST_UNDER_WAY);
        options.getNetClientOptions()
                .setTcpUserTimeout(UNACKNOWLEDGED_MILLIS)
                .setConnectTimeout(CONNECT_MILLIS)
                .setHostnameVerificationAlgorithm("HTTPS");
        return options;
    }

    /** The connection, if there is one; if not, one is opened beside when it is time. */
    @Nullable
    RedisConnection connection() {
        RedisConnection open = connection;
        if (open == null) {
            connectWhenDue();
        }
        return open;
    }

    boolean isUp() {
        return connection != null;
    }

    /** Opens a connection now, if there is none. */
    void connectWhenDue() {
        if (connection == null
                && !closed
                && nanoTime.getAsLong() - connectAt >= 0
                && connecting.compareAndSet(false, true)) {
            // One that hangs is let hang here, where nobody waits for it: it is up once it answers.
            redis.connect()
                    .compose(opened -> opened.send(Request.cmd(Command.PING)).map(opened))
                    .onComplete(done -> {
                        connecting.set(false);
                        if (done.succeeded()) {
                            opened(done.result());
                        } else {
                            drop(null, done.cause());
                        }
                    });
        }
    }

    /** Has a connection that failed or was slow dropped. */
    void drop(@Nullable RedisConnection failed, Throwable cause) {
        synchronized (this) {
            if (connection != failed) {
                return;
            }
            connection = null;
            connectAt = nanoTime.getAsLong() + pause.toNanos();
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
        if (failed != null) {
            // No message: it might tell the URL, and the password in it.
            LOG.warnf(
                    "Redis is away (%s): each replica keeps to its share of the limits",
                    cause.getClass().getSimpleName());
            failed.close();
        }
    }

    /** Redis answered: the next failure is the first again. */
    void answered() {
        if (!pause.equals(FIRST_PAUSE)) {
            synchronized (this) {
                pause = FIRST_PAUSE;
            }
        }
    }

    void close() {
        closed = true;
        redis.close();
    }

    private void opened(RedisConnection opened) {
        opened.exceptionHandler(cause -> drop(opened, cause));
        opened.endHandler(ended -> drop(opened, new IllegalStateException("closed")));
        synchronized (this) {
            connection = opened;
        }
        LOG.info("Redis keeps the limits of all replicas");
    }
}
