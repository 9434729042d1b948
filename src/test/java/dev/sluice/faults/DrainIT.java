package dev.sluice.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.demo.JsonApi;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A gateway is stopped as an orchestrator stops it: SIGTERM, while a balancer watches its readiness. */
@ExtendWith(SharedCluster.class)
@Timeout(120)
class DrainIT {
    private static final long PROBE_MILLIS = 200;

    private Cluster cluster;
    private Subject subject;

    @BeforeEach
    void connect(Cluster shared) {
        cluster = shared;
        subject = Subject.connect(cluster, cluster.tenant("drain"), cluster.acme())
                .warm();
    }

    /** Callers see nothing: what is under way is answered, and what comes before the balancer has noticed, too. */
    @Test
    void noCallIsLostWhenAGatewayIsStoppedUnderLoad() throws Exception {
        Balancer balancer = new Balancer(cluster);
        try (Load load = Load.start(
                cluster.vertx(), 150, n -> Load.call("drained", subject, balancer.pick(n), subject.list()))) {
            load.runFor(Duration.ofSeconds(2));
            cluster.replica(1).process().terminate();
            CompletableFuture.runAsync(cluster.replica(1).process()::awaitEnd).get(60, TimeUnit.SECONDS);
            load.runFor(Duration.ofSeconds(1));
            load.stop();

            assertThat(load.tally("", "drained").failed())
                    .as("%s", load.tally("", "drained"))
                    .isZero();
        } finally {
            balancer.stop();
        }
    }

    /** Sends calls in turn to the gateways that were ready when it last asked. */
    private static final class Balancer {
        private final Cluster cluster;
        private final long timer;
        private volatile boolean secondIsReady = true;

        Balancer(Cluster cluster) {
            this.cluster = cluster;
            this.timer = cluster.vertx()
                    .setPeriodic(
                            PROBE_MILLIS,
                            tick -> cluster.vertx()
                                    .executeBlocking(this::probe)
                                    .onComplete(ready -> secondIsReady = ready.succeeded() && ready.result()));
        }

        private boolean probe() {
            return new JsonApi(cluster.replica(1).url(), "none")
                            .get("/q/health/ready")
                            .status()
                    == 200;
        }

        Replica pick(long n) {
            return cluster.replica(secondIsReady ? (int) (n % 2) : 0);
        }

        void stop() {
            cluster.vertx().cancelTimer(timer);
        }
    }
}
