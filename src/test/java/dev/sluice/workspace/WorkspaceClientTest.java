package dev.sluice.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.fault.FaultException;
import dev.sluice.testing.EventLoop;
import dev.sluice.testing.FakeServer;
import dev.sluice.testing.SelfSigned;
import dev.sluice.testing.Settings;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkspaceClientTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final Authorization TOKEN = Authorization.bearer("tok-1");
    private static final WorkspaceRequest GET = WorkspaceRequest.get("/api/2.0/x?a=%2F");
    private static final WorkspaceRequest POST =
            WorkspaceRequest.post("/api/2.0/y", Buffer.buffer("{\"a\":1}"), Duration.ZERO);

    private final EventLoop loop = EventLoop.of(VERTX);

    @AfterAll
    static void close() {
        VERTX.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void sendsWhatItIsGivenAndReturnsWhateverIsAnswered() {
        try (FakeServer server = FakeServer.start(
                VERTX, (seen, response) -> FakeServer.json(response, 418, new JsonObject().put("b", 2)))) {
            WorkspaceResponse got = send(server, POST);

            assertThat(got.status()).isEqualTo(418);
            assertThat(got.body().toString()).isEqualTo("{\"b\":2}");
            FakeServer.Seen sent = server.seen().getFirst();
            assertThat(sent.method()).isEqualTo("POST");
            assertThat(sent.uri()).isEqualTo("/api/2.0/y");
            assertThat(sent.body()).isEqualTo("{\"a\":1}");
            assertThat(sent.headers().get("Authorization")).isEqualTo("Bearer tok-1");
            assertThat(sent.headers().get("Content-Type")).isEqualTo("application/json");
            assertThat(sent.headers().get("User-Agent")).matches("[0-9A-Za-z_.+-]+/\\d+\\.\\d+\\.\\d+");
        }
    }

    @Test
    void keepsThePathAsItIsEncodedAndUsesAConnectionAgain() {
        try (FakeServer server = FakeServer.start(VERTX, (seen, response) -> response.end("{}"))) {
            WorkspaceClient client = client(server.origin());
            send(client, server, GET);
            send(client, server, GET);

            assertThat(server.seen()).extracting(FakeServer.Seen::uri).containsOnly("/api/2.0/x?a=%2F");
            assertThat(server.seen())
                    .extracting(FakeServer.Seen::connection)
                    .containsOnly(server.seen().getFirst().connection());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void followsNoRedirect(int status) {
        try (FakeServer trap = FakeServer.start(VERTX, (seen, response) -> response.end("{}"));
                FakeServer server = FakeServer.start(
                        VERTX,
                        (seen, response) -> response.setStatusCode(status)
                                .putHeader("Location", trap.origin() + "/latest/meta-data")
                                .end())) {
            WorkspaceResponse got = send(client(server.origin(), trap.origin()), server, GET);

            assertThat(got.status()).isEqualTo(status);
            assertThat(trap.seen()).isEmpty();
        }
    }

    @Test
    void resetsTheRequestWhenItsCallerLeaves() {
        try (FakeServer server = FakeServer.start(VERTX, (seen, response) -> {})) {
            WorkspaceClient client = client(server.origin());
            Cancellable call = loop.call(
                    () -> client.send(access(server), POST).subscribe().with(got -> {}, failed -> {}));
            await().until(() -> server.seen().size() == 1);

            loop.run(call::cancel);

            await().until(() -> server.givenUp() == 1);
            assertThat(server.seen()).hasSize(1);
        }
    }

    @Test
    void resetsAnAnswerThatItsCallerNoLongerReads() {
        try (FakeServer server =
                FakeServer.start(VERTX, (seen, response) -> FakeServer.begin(response, 1_000_000, "{\"a\":"))) {
            WorkspaceClient client = client(server.origin());
            Cancellable call =
                    loop.call(() -> client.send(access(server), GET).subscribe().with(got -> {}, failed -> {}));
            await().until(() -> server.seen().size() == 1);

            loop.run(call::cancel);

            await().until(() -> server.givenUp() == 1);
        }
    }

    @Test
    void readsNoMoreOfAnAnswerThanFits() {
        AtomicInteger sent = new AtomicInteger();
        try (FakeServer server = FakeServer.start(VERTX, (seen, response) -> {
            response.setChunked(true);
            for (int i = 0; i < 64; i++) {
                response.write(Buffer.buffer(new byte[64 * 1024])).onSuccess(done -> sent.incrementAndGet());
            }
        })) {
            Fault fault = refusal(
                    client(
                            "sluice.workspace.trusted-origins",
                            server.origin(),
                            "sluice.workspace.max-answer-bytes",
                            "100000"),
                    server,
                    GET);

            assertThat(fault.code()).isEqualTo(FaultCode.RESULT_TOO_LARGE);
            assertThat(fault.detail()).contains("100000 bytes");
            assertThat(fault.hint()).contains("/api/v1/sql/stream");
            await().until(() -> server.givenUp() == 1);
            assertThat(sent.get()).isLessThan(64);
        }
    }

    @Test
    void takesAnAnswerOfExactlyTheLargestSize() {
        try (FakeServer server = FakeServer.start(VERTX, (seen, response) -> response.end("x".repeat(100_000)))) {
            WorkspaceResponse got = send(
                    client(
                            "sluice.workspace.trusted-origins",
                            server.origin(),
                            "sluice.workspace.max-answer-bytes",
                            "100000"),
                    server,
                    GET);

            assertThat(got.body().length()).isEqualTo(100_000);
        }
    }

    @Test
    void givesUpOnAnAnswerThatDoesNotBegin() {
        try (FakeServer server = FakeServer.start(VERTX, (seen, response) -> {})) {
            WorkspaceClient client = impatient(server);

            assertThat(refusal(client, server, GET).hint()).isEqualTo("Nothing was changed: try again.");
            Fault unknown = refusal(client, server, POST);
            assertThat(unknown.code()).isEqualTo(FaultCode.OUTCOME_UNKNOWN);
            assertThat(unknown.detail()).startsWith("The workspace did not answer in time.");
            assertThat(unknown.hint()).startsWith("Check before you repeat it");
            assertThat(server.seen()).as("a time-out is never repeated").hasSize(2);
            await().until(() -> server.givenUp() == 2);
        }
    }

    @Test
    void givesUpOnAnAnswerThatStopsHalfWay() {
        try (FakeServer server =
                FakeServer.start(VERTX, (seen, response) -> FakeServer.begin(response, 1_000, "{\"a\":"))) {
            Fault fault = refusal(impatient(server), server, GET);

            assertThat(fault.code()).isEqualTo(FaultCode.WORKSPACE_TIMEOUT);
            await().until(() -> server.givenUp() == 1);
        }
    }

    @Test
    void waitsAsLongAsTheWorkspaceWasAskedToWait() {
        try (FakeServer server =
                FakeServer.start(VERTX, (seen, response) -> VERTX.setTimer(600, timer -> response.end("{}")))) {
            WorkspaceRequest patient = WorkspaceRequest.post("/", Buffer.buffer("{}"), Duration.ofSeconds(10));

            assertThat(send(impatient(server), server, patient).status()).isEqualTo(200);
        }
    }

    @Test
    void doesNotWaitForAConnectionForEver() {
        try (FakeServer server = FakeServer.start(VERTX, (seen, response) -> {})) {
            WorkspaceClient client = client(
                    "sluice.workspace.trusted-origins", server.origin(),
                    "sluice.workspace.max-connections", "1",
                    "sluice.workspace.first-byte-timeout", "300ms");
            WorkspaceRequest holding = WorkspaceRequest.post("/hold", Buffer.buffer(), Duration.ofMinutes(1));
            loop.call(() -> client.send(access(server), holding).subscribe().with(got -> {}, failed -> {}));
            await().until(() -> server.seen().size() == 1);

            Fault fault = refusal(client, server, POST);

            assertThat(fault.code()).isEqualTo(FaultCode.OVERLOADED);
            assertThat(fault.retryAfter()).isEqualTo(Duration.ofSeconds(1));
            assertThat(fault.hint()).startsWith("Nothing was changed");
            assertThat(server.seen()).hasSize(1);
        }
    }

    @Test
    void refusesAtOnceWhenTooManyWait() {
        try (FakeServer server = FakeServer.start(VERTX, (seen, response) -> {})) {
            WorkspaceClient client = client(
                    "sluice.workspace.trusted-origins", server.origin(),
                    "sluice.workspace.max-connections", "1",
                    "sluice.workspace.max-waiting", "1");
            loop.call(() -> client.send(access(server), GET).subscribe().with(got -> {}, failed -> {}));
            // A call counts as waiting until it is connected.
            await().until(() -> server.seen().size() == 1);
            loop.call(() -> client.send(access(server), GET).subscribe().with(got -> {}, failed -> {}));

            assertThat(refusal(client, server, GET).code()).isEqualTo(FaultCode.OVERLOADED);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void repeatsOnceOnAFreshConnectionWhatMetAClosedOne(boolean byReset) {
        AtomicInteger met = new AtomicInteger();
        try (FakeServer server = closing(byReset, 2, met)) {
            WorkspaceClient client = client(server.origin());
            send(client, server, GET);

            assertThat(send(client, server, GET).status()).isEqualTo(200);
            assertThat(met.get()).as("first call, closed, repeated").isEqualTo(3);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void repeatsNothingThatBrokeANewConnection(boolean byReset) {
        AtomicInteger met = new AtomicInteger();
        try (FakeServer server = closing(byReset, 1, met)) {
            assertThat(refusal(client(server.origin()), server, GET).code()).isEqualTo(FaultCode.WORKSPACE_UNREACHABLE);
            assertThat(met.get()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void repeatsNothingTwice(boolean byReset) {
        AtomicInteger met = new AtomicInteger();
        try (FakeServer server = closing(byReset, 1, met)) {
            WorkspaceClient client = client(server.origin());
            server.answer((seen, response) -> {
                if (met.incrementAndGet() == 1) {
                    response.end("{}");
                } else {
                    seen.connection().close();
                }
            });
            send(client, server, GET);

            Fault fault = refusal(client, server, GET);

            assertThat(fault.code()).isEqualTo(FaultCode.WORKSPACE_UNREACHABLE);
            assertThat(fault.hint()).isEqualTo("Nothing was changed: try again.");
            assertThat(met.get()).as("well, closed, repeated").isEqualTo(3);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void neverSendsARequestTwiceThatMayHaveHadAnEffect(boolean byReset) {
        AtomicInteger met = new AtomicInteger();
        try (FakeServer server = closing(byReset, 2, met)) {
            WorkspaceClient client = client(server.origin());
            send(client, server, GET);

            Fault fault = refusal(client, server, POST);

            assertThat(fault.code()).isEqualTo(FaultCode.OUTCOME_UNKNOWN);
            assertThat(fault.detail()).startsWith("The connection to the workspace broke");
            assertThat(server.count(seen -> seen.method().equals("POST"))).isEqualTo(1);
        }
    }

    @Test
    void answersEvenWhatAClosingGatewayCanNoLongerRepeat() {
        try (FakeServer server = FakeServer.start(VERTX, (seen, response) -> {})) {
            WorkspaceClient client = client(server.origin());
            CompletableFuture<WorkspaceResponse> call = loop.start(() -> client.send(access(server), GET));
            await().until(() -> server.seen().size() == 1);

            client.close();

            await().until(call::isCompletedExceptionally);
        }
    }

    @Test
    void tellsAnAnswerThatWasCutFromOneThatEnded() {
        try (FakeServer server = FakeServer.start(VERTX, (seen, response) -> {
            FakeServer.begin(response, 100, "{\"statement_id\":\"1\"");
            VERTX.setTimer(20, timer -> seen.connection().close());
        })) {
            assertThat(refusal(client(server.origin()), server, GET).code()).isEqualTo(FaultCode.WORKSPACE_UNREACHABLE);
            assertThat(server.seen()).hasSize(1);
        }
    }

    @Test
    void tellsARefusedConnection() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        WorkspaceHost nobody = new WorkspaceHost("http", "127.0.0.1", port);

        Fault fault = refusal(client(nobody.toString()), nobody, POST);

        assertThat(fault.code()).isEqualTo(FaultCode.WORKSPACE_UNREACHABLE);
        assertThat(fault.detail()).isEqualTo("No connection to 127.0.0.1.");
    }

    @Test
    void tellsANameThatDoesNotResolve() {
        WorkspaceHost nowhere = new WorkspaceHost("http", "nowhere.invalid", 80);

        Fault fault = refusal(client(nowhere.toString()), nowhere, POST);

        assertThat(fault.code()).isEqualTo(FaultCode.WORKSPACE_UNREACHABLE);
        assertThat(fault.detail()).isEqualTo("The name nowhere.invalid does not resolve.");
    }

    @Test
    void tellsACertificateThatNobodyTrusts(@TempDir Path directory) throws Exception {
        HttpServerOptions tls =
                new HttpServerOptions().setSsl(true).setKeyCertOptions(SelfSigned.forLocalhost(directory));
        try (FakeServer server = FakeServer.start(VERTX, tls, (seen, response) -> response.end("{}"))) {
            WorkspaceHost host = new WorkspaceHost("https", "localhost", server.port());

            Fault fault = refusal(client(host.toString()), host, POST);

            assertThat(fault.code()).isEqualTo(FaultCode.WORKSPACE_UNREACHABLE);
            assertThat(fault.detail()).isEqualTo("No trusted TLS connection to localhost.");
            assertThat(server.seen()).isEmpty();
        }
    }

    @Test
    void tellsAServerThatDoesNotSpeakHttp() {
        NetServer server = VERTX.createNetServer()
                .connectHandler(socket -> socket.handler(bytes -> socket.write("SSH-2.0-OpenSSH_9.6\r\n\r\n")))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        WorkspaceHost host = new WorkspaceHost("http", "127.0.0.1", server.actualPort());

        Fault fault = refusal(client(host.toString()), host, POST);

        assertThat(fault.code()).isEqualTo(FaultCode.OUTCOME_UNKNOWN);
        server.close();
    }

    @Test
    void sendsNoPacketToAHostThatIsNoLongerApproved() {
        try (FakeServer server = FakeServer.start(VERTX, (seen, response) -> response.end("{}"))) {
            Fault fault = refusal(client(), server, GET);

            assertThat(fault.code()).isEqualTo(FaultCode.INVALID_HOST);
            assertThat(server.seen()).isEmpty();
        }
    }

    @Test
    void keepsEachRequestOnItsCallersEventLoop() {
        try (FakeServer server = FakeServer.start(VERTX, (seen, response) -> response.end("{}"))) {
            WorkspaceClient client = client(server.origin());
            List<EventLoop> loops =
                    IntStream.range(0, 8).mapToObj(i -> EventLoop.of(VERTX)).toList();

            List<CompletableFuture<Boolean>> hops = loops.stream()
                    .map(each -> each.start(() -> {
                        Thread mine = Thread.currentThread();
                        return client.send(access(server), GET).map(got -> Thread.currentThread() == mine);
                    }))
                    .toList();

            assertThat(hops).allSatisfy(stayed -> assertThat(joined(stayed)).isTrue());
        }
    }

    /** A server that closes the connection on its n-th request, and only then. */
    private static FakeServer closing(boolean byReset, int nth, AtomicInteger met) {
        HttpServerOptions options = byReset ? new HttpServerOptions().setSoLinger(0) : new HttpServerOptions();
        return FakeServer.start(VERTX, options, (seen, response) -> {
            if (met.incrementAndGet() == nth) {
                seen.connection().close();
            } else {
                response.end("{}");
            }
        });
    }

    private static WorkspaceClient impatient(FakeServer server) {
        return client(
                "sluice.workspace.trusted-origins", server.origin(), "sluice.workspace.first-byte-timeout", "300ms");
    }

    private static WorkspaceClient client(String... settingsOrOrigins) {
        boolean settings = settingsOrOrigins.length > 0 && settingsOrOrigins[0].startsWith("sluice.");
        String[] all = settings
                ? settingsOrOrigins
                : settingsOrOrigins.length == 0
                        ? new String[0]
                        : new String[] {"sluice.workspace.trusted-origins", String.join(",", settingsOrOrigins)};
        WorkspaceConfig config = Settings.of(WorkspaceConfig.class, all);
        return new WorkspaceClient(VERTX, new HostPolicy(config), config);
    }

    private static WorkspaceHost host(FakeServer server) {
        return new WorkspaceHost("http", "127.0.0.1", server.port());
    }

    private static WorkspaceAccess access(FakeServer server) {
        return new WorkspaceAccess(host(server), "app-1", TOKEN);
    }

    private WorkspaceResponse send(FakeServer server, WorkspaceRequest request) {
        return send(client(server.origin()), server, request);
    }

    private WorkspaceResponse send(WorkspaceClient client, FakeServer server, WorkspaceRequest request) {
        return loop.await(() -> client.send(access(server), request));
    }

    private Fault refusal(WorkspaceClient client, FakeServer server, WorkspaceRequest request) {
        return refusal(client, host(server), request);
    }

    private Fault refusal(WorkspaceClient client, WorkspaceHost host, WorkspaceRequest request) {
        FaultException thrown = catchThrowableOfType(
                FaultException.class,
                () -> loop.await(() -> client.send(new WorkspaceAccess(host, "app-1", TOKEN), request)));
        assertThat(thrown).isNotNull();
        assertThat(thrown.fault().toString()).doesNotContain("tok-1");
        return thrown.fault();
    }

    private static boolean joined(CompletableFuture<Boolean> future) {
        try {
            return future.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }
}
