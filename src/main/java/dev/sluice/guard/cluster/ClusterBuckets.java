package dev.sluice.guard.cluster;

import dev.sluice.loop.CallerLoop;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Token buckets that all replicas share. Where Redis is not configured, away or slow, they say nothing, at once. */
@ApplicationScoped
public class ClusterBuckets {
    private static final Duration PATIENCE = Duration.ofMillis(50);
    private static final Uni<Optional<ClusterVerdict>> NONE = Uni.createFrom().item(Optional.empty());

    private final @Nullable RedisLink link;
    private final @Nullable Counter byCluster;
    private final @Nullable Counter byReplica;

    public ClusterBuckets(RedisConfig config, Vertx vertx, MeterRegistry meters) {
        link = config.url().map(url -> new RedisLink(vertx, url)).orElse(null);
        byCluster = link == null ? null : verdicts("cluster", meters);
        byReplica = link == null ? null : verdicts("local", meters);
        if (link != null) {
            Gauge.builder("sluice.redis.available", link, redis -> redis.isUp() ? 1 : 0)
                    .description("Whether Redis keeps the limits of all replicas now")
                    .register(meters);
        }
    }

    void start(@Observes StartupEvent started) {
        if (link != null) {
            link.connectWhenDue();
        }
    }

    void stop(@Observes ShutdownEvent stopped) {
        if (link != null) {
            link.close();
        }
    }

    /** Whether there is a Redis to keep them in. */
    public boolean areConfigured() {
        return link != null;
    }

    /**
     * Takes one token from a bucket.
     *
     * @param name the same on all replicas
     * @param rate tokens a second
     * @param burst tokens that the bucket holds
     * @return the verdict, within milliseconds; nothing if Redis does not say. Never fails
     */
    public Uni<Optional<ClusterVerdict>> take(String name, int rate, int burst) {
        RedisLink redis = link;
        if (redis == null) {
            return NONE;
        }
        RedisConnection connection = redis.connection();
        if (connection == null || connection.pendingQueueFull()) {
            count(byReplica);
            return NONE;
        }
        return CallerLoop.bring(send(connection, BucketScript.byDigest(name, rate, burst))
                .onFailure(BucketScript::isUnknown)
                .recoverWithUni(() -> send(connection, BucketScript.whole(name, rate, burst)))
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .map(answer -> {
                    ClusterVerdict verdict = BucketScript.verdict(answer);
                    redis.answered();
                    count(byCluster);
                    return Optional.of(verdict);
                })
                .onFailure()
                .recoverWithItem(cause -> {
                    redis.drop(connection, cause instanceof TimeoutException ? new SlowRedis() : cause);
                    count(byReplica);
                    return Optional.empty();
                }));
    }

    private static Uni<Response> send(RedisConnection connection, Request request) {
        return Uni.createFrom()
                .emitter(emitter -> connection.send(request).onComplete(done -> {
                    if (done.succeeded()) {
                        emitter.complete(done.result());
                    } else {
                        emitter.fail(done.cause());
                    }
                }));
    }

    private static Counter verdicts(String source, MeterRegistry meters) {
        return Counter.builder("sluice.rate.verdicts")
                .description("Verdicts on rates, by who gave them: all replicas by Redis, or this one by its share")
                .tag("source", source)
                .register(meters);
    }

    private static void count(@Nullable Counter counter) {
        if (counter != null) {
            counter.increment();
        }
    }

    /** Tells in the log what it was. */
    private static final class SlowRedis extends RuntimeException {
        private static final long serialVersionUID = 1L;

        SlowRedis() {
            super("No answer within " + PATIENCE.toMillis() + " ms", null, false, false);
        }
    }
}
