package dev.sluice.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.fault.FaultException;
import dev.sluice.testing.EventLoop;
import dev.sluice.testing.FakeServer;
import dev.sluice.testing.Settings;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerResponse;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResultBodyTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final WorkspaceHost WORKSPACE = new WorkspaceHost("https", "adb-1.2.azuredatabricks.net", 443);

    private final EventLoop loop = EventLoop.of(VERTX);
    private final List<String> events = new CopyOnWriteArrayList<>();

    @AfterAll
    static void close() {
        VERTX.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void asksForTheLinkAsItIsAndNeverWithAnAuthorization() {
        try (FakeServer store = FakeServer.start(VERTX, (seen, response) -> response.end("[]"))) {
            Map<String, String> headers = Map.of(
                    "x-amz-server-side-encryption-customer-key", "k",
                    "Authorization", "Bearer stolen",
                    "HOST", "evil.example",
                    "Transfer-Encoding", "chunked",
                    "Cookie", "c=1",
                    "Accept-Encoding", "gzip");

            ResultBody body = open(client(store), store.origin() + "/a%2Fb/c?X-Sig=%2B%3D&y", headers);

            assertThat(body.status()).isEqualTo(200);
            FakeServer.Seen seen = store.seen().getFirst();
            assertThat(seen.uri()).isEqualTo("/a%2Fb/c?X-Sig=%2B%3D&y");
            assertThat(seen.headers().get("x-amz-server-side-encryption-customer-key"))
                    .isEqualTo("k");
            assertThat(seen.headers().names())
                    .extracting(name -> name.toLowerCase(java.util.Locale.ROOT))
                    .containsExactlyInAnyOrder("host", "user-agent", "x-amz-server-side-encryption-customer-key");
            assertThat(seen.headers().get("Host")).isEqualTo("127.0.0.1:" + store.port());
        }
    }

    @Test
    void asksForTheRootOfALinkWithoutAPath() {
        try (FakeServer store = FakeServer.start(VERTX, (seen, response) -> response.end("[]"))) {
            open(client(store), store.origin() + "?sig=1", Map.of());

            assertThat(store.seen().getFirst().uri()).isEqualTo("/?sig=1");
        }
    }

    @Test
    void sendsNoPacketToAStoreThatIsNotApproved() {
        try (FakeServer store = FakeServer.start(VERTX, (seen, response) -> response.end("[]"))) {
            Fault fault = refusal(client("http://127.0.0.1:1"), store.origin() + "/a?sig=canary-7f3a");

            assertThat(fault.code()).isEqualTo(FaultCode.RESULT_LINK_REFUSED);
            assertThat(fault.toString()).contains("127.0.0.1").doesNotContain("canary-7f3a");
            assertThat(store.seen()).isEmpty();
        }
    }

    @Test
    void followsNoRedirectOfAStore() {
        try (FakeServer trap = FakeServer.start(VERTX, (seen, response) -> response.end("[]"));
                FakeServer store = FakeServer.start(
                        VERTX,
                        (seen, response) -> response.setStatusCode(302)
                                .putHeader("Location", trap.origin())
                                .end())) {
            ResultBody body = open(client(store.origin() + "," + trap.origin()), store.origin() + "/a", Map.of());

            assertThat(body.status()).isEqualTo(302);
            assertThat(trap.seen()).isEmpty();
        }
    }

    @Test
    void namesTheStoreThatCannotBeReachedAndNotTheWorkspace() {
        assertThat(refusal(client("http://store.invalid"), "http://store.invalid/a")
                        .detail())
                .isEqualTo("The name store.invalid does not resolve.");
        assertThat(refusal(client("http://127.0.0.1:1"), "http://127.0.0.1:1/a").detail())
                .isEqualTo("No connection to 127.0.0.1.");
    }

    /** What is read while a break is counted elsewhere would be counted wrong, and fetched twice. */
    @Test
    void aBreakIsToldOnTheEventLoopOfItsReader() {
        HttpServerOptions resets = new HttpServerOptions().setSoLinger(0);
        try (FakeServer store = FakeServer.start(VERTX, resets, (seen, response) -> {
            if (seen.uri().equals("/whole")) {
                response.end("[]");
            } else {
                FakeServer.begin(response, 1000, "[");
            }
        })) {
            WorkspaceClient client = client(store);
            for (int round = 0; round < 8; round++) {
                // Its connection is used again by the reader, who lives on another loop as a rule.
                whole(client, anotherLoop(), store.origin() + "/whole");
                EventLoop reader = anotherLoop();
                ResultBody body =
                        reader.await(() -> client.openLink(WORKSPACE, URI.create(store.origin() + "/cut"), Map.of()));
                CompletableFuture<Thread> told = new CompletableFuture<>();
                Thread own = reader.call(() -> {
                    body.read(part -> {}, () -> {}, cause -> told.complete(Thread.currentThread()));
                    return Thread.currentThread();
                });

                store.seen().getLast().connection().close();

                assertThat(told).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(own);
            }
        }
    }

    private static EventLoop anotherLoop() {
        return CompletableFuture.supplyAsync(() -> EventLoop.of(VERTX), Thread::startVirtualThread)
                .join();
    }

    private static void whole(WorkspaceClient client, EventLoop loop, String link) {
        ResultBody body = loop.await(() -> client.openLink(WORKSPACE, URI.create(link), Map.of()));
        loop.await(() -> Uni.createFrom()
                .<Boolean>emitter(read -> body.read(part -> {}, () -> read.complete(true), read::fail)));
    }

    @Test
    void givesTheWholeBodyInOrderAndThenItsEnd() {
        String rows = "[[\"1\"]]".repeat(100_000);
        try (FakeServer store = FakeServer.start(VERTX, (seen, response) -> response.end(rows))) {
            ResultBody body = open(client(store), store.origin() + "/a", Map.of());
            StringBuilder got = new StringBuilder();

            loop.run(() -> body.read(got::append, () -> events.add("end"), cause -> events.add("failed")));

            await().untilAsserted(() -> assertThat(events).containsExactly("end"));
            assertThat(got.toString()).isEqualTo(rows);
        }
    }

    @Test
    void leavesABodyThatNobodyReadsAtTheStore() {
        AtomicLong sent = new AtomicLong();
        try (FakeServer store = FakeServer.start(VERTX, (seen, response) -> flood(response, sent))) {
            ResultBody body = open(client(store), store.origin() + "/a", Map.of());
            AtomicLong got = new AtomicLong();

            long whileUnread = settled(sent);
            loop.run(() -> body.read(
                    part -> {
                        if (got.addAndGet(part.length()) > 8_000_000) {
                            body.pause();
                        }
                    },
                    () -> {},
                    cause -> {}));
            long whilePaused = settled(sent);

            assertThat(whileUnread).isLessThan(12_000_000);
            assertThat(got.get()).isBetween(8_000_000L, 8_500_000L);
            assertThat(whilePaused - got.get()).as("in sockets and buffers").isLessThan(12_000_000);
            loop.run(body::cancel);
            await().until(() -> store.givenUp() == 1);
        }
    }

    @Test
    void aPausedBodyRestsAsLongAsItsReaderLikes() {
        try (FakeServer store = FakeServer.start(VERTX, (seen, response) -> {
            FakeServer.begin(response, 4, "[[");
            VERTX.setTimer(900, timer -> response.end("]]"));
        })) {
            ResultBody body = open(
                    client(store, "sluice.workspace.transfer-idle-timeout", "100ms"), store.origin() + "/a", Map.of());
            loop.run(() -> body.read(
                    part -> {
                        events.add(part.toString());
                        body.pause();
                        VERTX.setTimer(1_000, timer -> body.resume());
                    },
                    () -> events.add("end"),
                    cause -> events.add("failed")));

            await().untilAsserted(() -> assertThat(events).containsExactly("[[", "]]", "end"));
        }
    }

    @Test
    void aFlowingBodyThatBringsNothingIsBroken() {
        try (FakeServer store = FakeServer.start(VERTX, (seen, response) -> FakeServer.begin(response, 4, "[["))) {
            ResultBody body = open(
                    client(store, "sluice.workspace.transfer-idle-timeout", "100ms"), store.origin() + "/a", Map.of());

            loop.run(() -> body.read(
                    part -> events.add(part.toString()), () -> events.add("end"), cause -> events.add(code(cause))));

            await().untilAsserted(() -> assertThat(events).containsExactly("[[", "WORKSPACE_TIMEOUT"));
            await().until(() -> store.givenUp() == 1);
        }
    }

    @Test
    void tellsABodyThatBrokeWhileItIsRead() {
        try (FakeServer store = FakeServer.start(VERTX, (seen, response) -> {
            FakeServer.begin(response, 4, "[[");
            VERTX.setTimer(50, timer -> seen.connection().close());
        })) {
            ResultBody body = open(client(store), store.origin() + "/a", Map.of());

            loop.run(() -> body.read(
                    part -> events.add(part.toString()), () -> events.add("end"), cause -> events.add(code(cause))));

            await().untilAsserted(() -> assertThat(events).containsExactly("[[", "WORKSPACE_UNREACHABLE"));
        }
    }

    @Test
    void tellsABodyThatBrokeBeforeItsTurn() {
        try (FakeServer store = FakeServer.start(VERTX, (seen, response) -> {
            FakeServer.begin(response, 4, "[[");
            VERTX.setTimer(20, timer -> seen.connection().close());
        })) {
            ResultBody body = open(client(store), store.origin() + "/a", Map.of());
            await().until(() -> store.givenUp() == 1);

            await().untilAsserted(() -> {
                events.clear();
                loop.run(() -> body.read(
                        part -> events.add(part.toString()),
                        () -> events.add("end"),
                        cause -> events.add(code(cause))));
                assertThat(events).containsExactly("WORKSPACE_UNREACHABLE");
            });
        }
    }

    @Test
    void saysNothingMoreOnceItIsGivenUp() {
        try (FakeServer store = FakeServer.start(VERTX, (seen, response) -> flood(response, new AtomicLong()))) {
            ResultBody body = open(client(store), store.origin() + "/a", Map.of());

            loop.run(() -> body.read(
                    part -> {
                        events.add("part");
                        body.cancel();
                    },
                    () -> events.add("end"),
                    cause -> events.add(code(cause))));

            await().until(() -> store.givenUp() == 1);
            loop.run(body::resume);
            assertThat(events).containsExactly("part");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void resetsAnOpeningThatItsCallerLeaves(boolean connected) {
        try (FakeServer store = FakeServer.start(VERTX, (seen, response) -> {})) {
            WorkspaceClient client = client(store);
            Cancellable opening = loop.call(() -> client.openLink(WORKSPACE, URI.create(store.origin()), Map.of())
                    .subscribe()
                    .with(body -> events.add("opened"), cause -> events.add("failed")));
            if (connected) {
                await().until(() -> store.seen().size() == 1);
            }

            loop.run(opening::cancel);

            await().until(() -> store.givenUp() == store.seen().size());
            assertThat(events).isEmpty();
        }
    }

    @Test
    void givesUpOnAStoreThatDoesNotAnswer() {
        try (FakeServer store = FakeServer.start(VERTX, (seen, response) -> {})) {
            Fault fault = refusal(client(store, "sluice.workspace.first-byte-timeout", "200ms"), store.origin() + "/a");

            assertThat(fault.code()).isEqualTo(FaultCode.WORKSPACE_TIMEOUT);
            await().until(() -> store.givenUp() == 1);
        }
    }

    private static void flood(HttpServerResponse response, AtomicLong sent) {
        if (sent.get() == 0) {
            response.setChunked(true);
        }
        while (!response.writeQueueFull() && !response.closed() && sent.get() < 200_000_000) {
            response.write(Buffer.buffer(new byte[64 * 1024]));
            sent.addAndGet(64 * 1024);
        }
        response.drainHandler(drained -> flood(response, sent));
    }

    /** The count once it has stood still for half a second. */
    private static long settled(AtomicLong count) {
        long[] last = {-1, 0};
        await().pollInterval(java.time.Duration.ofMillis(100)).until(() -> {
            long now = count.get();
            last[1] = now == last[0] ? last[1] + 1 : 0;
            last[0] = now;
            return now > 0 && last[1] >= 5;
        });
        return count.get();
    }

    private static String code(Throwable cause) {
        return ((FaultException) cause).fault().code().name();
    }

    private static WorkspaceClient client(FakeServer store, String... settings) {
        return client(store.origin(), settings);
    }

    private static WorkspaceClient client(String origins, String... settings) {
        String[] all = java.util.stream.Stream.concat(
                        java.util.stream.Stream.of("sluice.workspace.trusted-origins", origins),
                        java.util.stream.Stream.of(settings))
                .toArray(String[]::new);
        WorkspaceConfig config = Settings.of(WorkspaceConfig.class, all);
        return new WorkspaceClient(VERTX, new HostPolicy(config), config);
    }

    private ResultBody open(WorkspaceClient client, String link, Map<String, String> headers) {
        return loop.await(() -> client.openLink(WORKSPACE, URI.create(link), headers));
    }

    private Fault refusal(WorkspaceClient client, String link) {
        FaultException thrown = catchThrowableOfType(
                FaultException.class, () -> loop.await(() -> client.openLink(WORKSPACE, URI.create(link), Map.of())));
        assertThat(thrown).isNotNull();
        return thrown.fault();
    }
}
