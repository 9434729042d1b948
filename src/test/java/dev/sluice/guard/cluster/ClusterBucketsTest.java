package dev.sluice.guard.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.embedded.RedisServer;

/** Three replicas and one Redis. */
class ClusterBucketsTest {
    private static final Duration AT_ONCE = Duration.ofMillis(500);

    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final int port = freePort();
    private RedisServer redis;
    private List<ClusterBuckets> replicas;

    @BeforeEach
    void start() throws IOException {
        redis = started(port);
        replicas = Stream.generate(() -> replica("redis://127.0.0.1:" + port))
                .limit(3)
                .toList();
        replicas.forEach(replica -> await().until(() -> ask(replica, "warm").isPresent()));
    }

    @AfterEach
    void stop() throws IOException {
        replicas.forEach(replica -> replica.stop(new ShutdownEvent()));
        vertx.close().toCompletionStage().toCompletableFuture().join();
        redis.stop();
    }

    @Test
    void togetherTheyGrantTheBurstAndThenTheRate() {
        int rate = 100;
        int burst = 50;
        long start = System.nanoTime();
        long end = start + Duration.ofSeconds(3).toNanos();
        int granted = 0;

        while (System.nanoTime() < end) {
            for (ClusterBuckets replica : replicas) {
                granted += ask(replica, "together", rate, burst)
                                .filter(ClusterVerdict::granted)
                                .isPresent()
                        ? 1
                        : 0;
            }
        }

        double seconds = (System.nanoTime() - start) / 1e9;
        // A verdict that came too late counts at Redis and not here, hence the margin below.
        assertThat((double) granted).isBetween(burst + rate * seconds * 0.9 - 5, burst + rate * seconds + 1);
    }

    @Test
    void aVerdictTellsWhatRemainsAndWhenTheNextMayCome() {
        ClusterBuckets one = replicas.get(0);
        ClusterBuckets another = replicas.get(1);

        assertThat(ask(one, "told", 1, 2).orElseThrow())
                .returns(true, ClusterVerdict::granted)
                .returns(1L, ClusterVerdict::remaining);
        assertThat(ask(another, "told", 1, 2).orElseThrow().granted()).isTrue();
        assertThat(ask(one, "told", 1, 2).orElseThrow()).satisfies(refused -> {
            assertThat(refused.granted()).isFalse();
            assertThat(refused.remaining()).isZero();
            assertThat(refused.nextIn()).isBetween(Duration.ofMillis(1), Duration.ofSeconds(1));
            assertThat(refused.resetsIn()).isBetween(Duration.ofMillis(1_001), Duration.ofSeconds(2));
        });
    }

    @Test
    void bucketsOfOtherNamesAreTheirOwn() {
        assertThat(ask(replicas.get(0), "mine", 1, 1).orElseThrow().granted()).isTrue();
        assertThat(ask(replicas.get(0), "mine", 1, 1).orElseThrow().granted()).isFalse();
        assertThat(ask(replicas.get(0), "yours", 1, 1).orElseThrow().granted()).isTrue();
    }

    @Test
    void saysNothingAtOnceWhileRedisIsGoneAndIsBackByItself() throws IOException {
        redis.stop();
        ClusterBuckets replica = replicas.get(0);
        await().until(() -> ask(replica, "gone").isEmpty());

        long before = System.nanoTime();
        for (int i = 0; i < 1_000; i++) {
            assertThat(ask(replica, "gone")).isEmpty();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(AT_ONCE);
        assertThat(meters.get("sluice.redis.available").gauge().value()).isZero();

        redis = started(port);
        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> assertThat(ask(replica, "gone")).isPresent());
        assertThat(meters.get("sluice.redis.available").gauge().value()).isEqualTo(1);
    }

    @Test
    void waitsForARedisThatHangsOnce() throws IOException, InterruptedException {
        ClusterBuckets replica = replicas.get(0);
        String pid = pid(port);
        signal("STOP", pid);
        try {
            long before = System.nanoTime();
            for (int i = 0; i < 1_000; i++) {
                assertThat(ask(replica, "hangs")).isEmpty();
            }
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(AT_ONCE);
        } finally {
            signal("CONT", pid);
        }

        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> assertThat(ask(replica, "hangs")).isPresent());
        assertThat(meters.get("sluice.rate.verdicts")
                        .tag("source", "local")
                        .counter()
                        .count())
                .isGreaterThanOrEqualTo(1_000);
    }

    @Test
    void withoutRedisItSaysNothing() {
        assertThat(ask(unconfigured(), "any")).isEmpty();
    }

    @Test
    void refusesAUrlOfAnotherKindWithoutTellingIt() {
        assertThatThrownBy(() -> replica("http://:password@127.0.0.1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sluice.redis.url")
                .hasMessageNotContaining("password");
    }

    private static void signal(String name, String pid) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + name, pid).start().waitFor(5, TimeUnit.SECONDS))
                .isTrue();
    }

    /** Redis' process, as it tells it itself. */
    private static String pid(int port) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream().write("info server\r\n".getBytes(StandardCharsets.US_ASCII));
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            String line = lines.readLine();
            while (!line.startsWith("process_id:")) {
                line = lines.readLine();
            }
            return line.substring("process_id:".length()).trim();
        }
    }

    private Optional<ClusterVerdict> ask(ClusterBuckets replica, String name) {
        return ask(replica, name, 1_000_000, 1_000_000);
    }

    private static Optional<ClusterVerdict> ask(ClusterBuckets replica, String name, int rate, int burst) {
        return replica.take(name, rate, burst).await().atMost(Duration.ofSeconds(5));
    }

    private ClusterBuckets replica(String url) {
        ClusterBuckets replica = new ClusterBuckets(() -> Optional.of(url), vertx, meters);
        replica.start(new StartupEvent());
        return replica;
    }

    private ClusterBuckets unconfigured() {
        return new ClusterBuckets(Optional::empty, vertx, meters);
    }

    private static RedisServer started(int port) throws IOException {
        RedisServer server = RedisServer.newRedisServer()
                .port(port)
                .setting("save \"\"")
                .setting("bind 127.0.0.1")
                .build();
        server.start();
        return server;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
