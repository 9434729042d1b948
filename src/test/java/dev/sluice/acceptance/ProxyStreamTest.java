package dev.sluice.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.testing.Gateway;
import dev.sluice.testing.Gateway.Tenant;
import dev.sluice.testing.PostgresResource;
import dev.sluice.testing.RawClient;
import dev.sluice.testing.RawUpstream;
import dev.sluice.testing.SandboxResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.NetSocket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies of any size pass at the pace of the slower side, end whole or visibly cut, and leave nothing behind. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
@WithTestResource(SandboxResource.class)
class ProxyStreamTest {
    private static final int SIZE = 50 * 1024 * 1024;
    // What sockets of both connections and the gateway's queues may hold.
    private static final long UNDER_WAY = 20L * 1024 * 1024;

    private final RawUpstream upstream = SandboxResource.scripted();
    private final AtomicLong written = new AtomicLong();
    private Tenant tenant;

    @BeforeEach
    void connect() {
        tenant = Gateway.tenant();
        tenant.asks()
                .body(Map.of(
                        "identifier", "agent",
                        "workspace_url", upstream.url(),
                        "client_id", "application",
                        "client_secret", "secret",
                        "api_config", Map.of("limits", Map.of("concurrency", 1))))
                .post("/api/v1/connected_accounts")
                .then()
                .statusCode(201);
    }

    @Test
    void aSlowReaderHoldsTheWorkspaceBack() throws IOException {
        upstream.answer((head, socket) -> {
            socket.write("HTTP/1.1 200 OK\r\nContent-Length: " + SIZE + "\r\n\r\n");
            pump(socket, SIZE);
        });
        try (RawClient client = RawClient.connect(RestAssured.port, 64 * 1024)) {
            client.send(request("GET", ""));
            assertThat(client.head()).startsWith("HTTP/1.1 200 ");

            await().during(Duration.ofMillis(800)).atMost(Duration.ofSeconds(2)).until(() -> written.get() < UNDER_WAY);
            String body = client.read(SIZE);

            assertThat(body).hasSize(SIZE);
            assertThat(body.chars().filter(c -> c != 'd').count()).isZero();
        }
        nothingIsLeft();
    }

    @Test
    void aSlowWorkspaceHoldsTheCallerBack() throws Exception {
        CompletableFuture<NetSocket> held = new CompletableFuture<>();
        upstream.answer((head, socket) -> held.complete(socket.pause()));
        upstream.whenBodyIsThere(SIZE, whole -> whole.write(RawUpstream.response("HTTP/1.1 200 OK", "{}")));
        AtomicLong sent = new AtomicLong();
        try (RawClient client = RawClient.connect(RestAssured.port)) {
            client.send(request("PUT", "Content-Length: " + SIZE + "\r\n"));
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> send(client, sent));
            NetSocket socket = held.get(10, TimeUnit.SECONDS);

            await().during(Duration.ofMillis(800)).atMost(Duration.ofSeconds(2)).until(() -> sent.get() < UNDER_WAY);
            socket.resume();
            sending.get(30, TimeUnit.SECONDS);

            assertThat(client.answer()).startsWith("HTTP/1.1 200 ");
            assertThat(upstream.bodyBytes()).isEqualTo(SIZE);
            assertThat(upstream.heads()).singleElement().asString().contains("Content-Length: " + SIZE);
        }
        nothingIsLeft();
    }

    @Test
    void aCallerThatLeavesResetsADownload() throws IOException {
        upstream.answer((head, socket) -> {
            socket.write("HTTP/1.1 200 OK\r\nContent-Length: " + SIZE + "\r\n\r\n");
            pump(socket, SIZE);
        });
        try (RawClient client = RawClient.connect(RestAssured.port)) {
            client.send(request("GET", ""));
            client.read(1_000_000);
            assertThat(upstream.closed()).isZero();
        }

        await().until(() -> upstream.closed() == 1);
        assertThat(written.get()).isLessThan(SIZE);
        nothingIsLeft();
    }

    @Test
    void aCallerThatLeavesResetsAnUpload() throws IOException {
        upstream.answer((head, socket) -> {});
        try (RawClient client = RawClient.connect(RestAssured.port)) {
            client.send(request("PUT", "Content-Length: " + SIZE + "\r\n"));
            client.send(new byte[1_000_000]);
            await().until(() -> upstream.bodyBytes() >= 500_000);
            assertThat(upstream.closed()).isZero();
        }

        await().until(() -> upstream.closed() == 1);
        nothingIsLeft();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 1000000", "Transfer-Encoding: chunked"})
    void anAnswerThatWasCutLooksCut(String framing) throws IOException {
        upstream.answer((head, socket) -> socket.end(
                Buffer.buffer("HTTP/1.1 200 OK\r\n" + framing + "\r\n\r\n186a0\r\n" + "d".repeat(100_000) + "\r\n")));
        try (RawClient client = RawClient.connect(RestAssured.port)) {
            client.send(request("GET", ""));
            assertThat(client.head()).startsWith("HTTP/1.1 200 ").containsIgnoringCase(framing);
            String body = client.rest();

            assertThat(body).hasSizeBetween(1, 900_000).doesNotContain("\r\n0\r\n");
        }
        nothingIsLeft();
    }

    @Test
    void anAnswerThatWasCutIsResetOverHttp2() {
        upstream.answer((head, socket) ->
                socket.end(Buffer.buffer("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n" + "d".repeat(100_000))));
        Vertx vertx = Vertx.vertx();
        try {
            var body = vertx.createHttpClient(new HttpClientOptions()
                            .setProtocolVersion(HttpVersion.HTTP_2)
                            .setHttp2ClearTextUpgrade(false))
                    .request(HttpMethod.GET, RestAssured.port, "localhost", "/proxy/api/2.0/anything")
                    .compose(request -> request.putHeader("Authorization", "Bearer " + tenant.apiKey())
                            .putHeader("identifier", "agent")
                            .send())
                    .compose(response -> response.body())
                    .toCompletionStage()
                    .toCompletableFuture();

            assertThat(body).failsWithin(Duration.ofSeconds(10)).withThrowableOfType(ExecutionException.class);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
        nothingIsLeft();
    }

    @Test
    void aCallerThatResetsItsHttp2StreamResetsTheDownload() throws Exception {
        upstream.answer((head, socket) -> {
            socket.write("HTTP/1.1 200 OK\r\nContent-Length: " + SIZE + "\r\n\r\n");
            pump(socket, SIZE);
        });
        Vertx vertx = Vertx.vertx();
        try {
            vertx.createHttpClient(new HttpClientOptions()
                            .setProtocolVersion(HttpVersion.HTTP_2)
                            .setHttp2ClearTextUpgrade(false))
                    .request(HttpMethod.GET, RestAssured.port, "localhost", "/proxy/api/2.0/anything")
                    .compose(request -> request.putHeader("Authorization", "Bearer " + tenant.apiKey())
                            .putHeader("identifier", "agent")
                            .send())
                    .map(response -> response.request().reset())
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);

            await().until(() -> upstream.closed() == 1);
            assertThat(written.get()).isLessThan(SIZE);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
        nothingIsLeft();
    }

    @Test
    void aLargeBodyPassesOverHttp2BothWays() throws Exception {
        upstream.answer((head, socket) -> {});
        upstream.whenBodyIsThere(SIZE, socket -> {
            socket.write("HTTP/1.1 200 OK\r\nContent-Length: " + SIZE + "\r\n\r\n");
            pump(socket, SIZE);
        });
        Vertx vertx = Vertx.vertx();
        try {
            Buffer answer = vertx.createHttpClient(new HttpClientOptions()
                            .setProtocolVersion(HttpVersion.HTTP_2)
                            .setHttp2ClearTextUpgrade(false))
                    .request(HttpMethod.PUT, RestAssured.port, "localhost", "/proxy/api/2.0/anything")
                    .compose(request -> request.putHeader("Authorization", "Bearer " + tenant.apiKey())
                            .putHeader("identifier", "agent")
                            .send(Buffer.buffer(new byte[SIZE])))
                    .compose(response -> response.body())
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(60, TimeUnit.SECONDS);

            assertThat(answer.length()).isEqualTo(SIZE);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
        nothingIsLeft();
    }

    @Test
    void anAnswerBeforeTheBodysEndEndsTheUpload() throws IOException {
        upstream.answer((head, socket) -> socket.write(RawUpstream.response("HTTP/1.1 409 Conflict", "{\"no\":1}")));
        try (RawClient client = RawClient.connect(RestAssured.port)) {
            client.send(request("PUT", "Content-Length: " + SIZE + "\r\n"));
            client.send(new byte[200_000]);

            assertThat(client.rest()).startsWith("HTTP/1.1 409 ").endsWith("{\"no\":1}");
        }
        await().until(() -> upstream.closed() == 1);
        nothingIsLeft();
    }

    @Test
    void aBodyThatStandsStillIsGivenUp() throws IOException {
        upstream.answer((head, socket) -> {});
        try (RawClient client = RawClient.connect(RestAssured.port)) {
            client.send(request("PUT", "Content-Length: " + SIZE + "\r\n"));
            client.send(new byte[200_000]);

            assertThat(client.head()).startsWith("HTTP/1.1 400 ");
        }
        await().until(() -> upstream.closed() == 1);
    }

    @Test
    void bodiesThatAreTooLargeAreRefused() throws IOException {
        upstream.answer((head, socket) -> {});
        try (RawClient client = RawClient.connect(RestAssured.port)) {
            client.send(request("PUT", "Content-Length: 67108865\r\n"));
            assertThat(client.head()).startsWith("HTTP/1.1 413 ");
        }
        try (RawClient client = RawClient.connect(RestAssured.port)) {
            client.send(request("PUT", "Transfer-Encoding: chunked\r\n"));
            byte[] chunk = ("100000\r\n" + "u".repeat(0x100000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> {
                try {
                    for (int i = 0; i < 80; i++) {
                        client.send(chunk);
                    }
                } catch (IOException refused) {
                    // What is expected.
                }
            });
            assertThat(client.head()).startsWith("HTTP/1.1 413 ");
            assertThat(sending).succeedsWithin(Duration.ofSeconds(10));
        }
        await().until(() -> upstream.closed() == 1);
        nothingIsLeft();
    }

    private String request(String method, String headers) {
        return method + " /proxy/api/2.0/anything HTTP/1.1\r\nHost: sluice\r\nidentifier: agent\r\n" + headers
                + "Authorization: Bearer " + tenant.apiKey() + "\r\n\r\n";
    }

    private static void send(RawClient client, AtomicLong sent) {
        byte[] part = new byte[64 * 1024];
        try {
            for (int left = SIZE; left > 0; left -= part.length) {
                client.send(part);
                sent.addAndGet(part.length);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void pump(NetSocket socket, long left) {
        Buffer part = Buffer.buffer("d".repeat(64 * 1024));
        long still = left;
        while (still > 0 && !socket.writeQueueFull()) {
            socket.write(part);
            written.addAndGet(part.length());
            still -= part.length();
        }
        if (still > 0) {
            long rest = still;
            socket.drainHandler(drained -> pump(socket, rest));
        }
    }

    // The account may have one call in flight, so the next one is answered if the one before is over.
    private void nothingIsLeft() {
        upstream.answer((head, socket) -> socket.write(RawUpstream.response("HTTP/1.1 200 OK", "{}")));
        tenant.asks()
                .header("identifier", "agent")
                .get("/proxy/api/2.0/anything")
                .then()
                .statusCode(200);
    }
}
