package dev.sluice.event.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.testing.EventLoop;
import dev.sluice.testing.FakeServer;
import dev.sluice.testing.SelfSigned;
import dev.sluice.testing.Settings;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A delivery goes to the address that was checked, and nothing but the answer's status counts. */
class WebhookClientTest {
    private static final String NAME = "receiver.example.com";
    private static final Predicate<InetAddress> LOOPBACK = InetAddress::isLoopbackAddress;

    private final Vertx vertx = Vertx.vertx();
    private final List<String> lookUps = new ArrayList<>();

    @TempDir
    Path directory;

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void theConnectionGoesToTheCheckedAddressAndKeepsTheName() throws Exception {
        PfxOptions key = SelfSigned.forName(directory, NAME);
        FakeServer server = FakeServer.start(
                vertx,
                new HttpServerOptions().setSsl(true).setKeyCertOptions(key).setSni(true),
                (seen, response) -> response.setStatusCode(204).end());
        WebhookClient client = client(LOOPBACK, new HttpClientOptions().setTrustOptions(key), "127.0.0.1");

        assertThat(post(client, "https://" + NAME + ":" + server.port() + "/in?a=b"))
                .isEqualTo(Outcome.answered(204));

        FakeServer.Seen seen = server.seen().getFirst();
        assertThat(seen.headers().get("Host")).isEqualTo(NAME + ":" + server.port());
        assertThat(seen.connection().indicatedServerName()).isEqualTo(NAME);
        assertThat(seen.uri()).isEqualTo("/in?a=b");
        assertThat(lookUps).containsExactly(NAME);
    }

    @Test
    void aCertificateOfAnotherNameIsNotTrusted() throws Exception {
        PfxOptions key = SelfSigned.forName(directory, "other.example.com");
        FakeServer server = FakeServer.start(
                vertx, new HttpServerOptions().setSsl(true).setKeyCertOptions(key), (seen, response) -> response.end());
        WebhookClient client = client(LOOPBACK, new HttpClientOptions().setTrustOptions(key), "127.0.0.1");

        assertThat(post(client, "https://" + NAME + ":" + server.port()))
                .isEqualTo(Outcome.failed(Outcome.Error.TLS_FAILED));
        assertThat(server.seen()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1", "1.1.1.1,127.0.0.1", "127.0.0.1,1.1.1.1", "::ffff:127.0.0.1"})
    void aNameOfWhichAnAddressIsNotPublicIsNotSpokenTo(String addresses) {
        AtomicInteger connections = new AtomicInteger();
        int port = vertx.createNetServer()
                .connectHandler(socket -> connections.incrementAndGet())
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
        WebhookClient client = client(PublicAddress::is, new HttpClientOptions(), addresses);

        assertThat(post(client, "https://" + NAME + ":" + port))
                .isEqualTo(Outcome.failed(Outcome.Error.FORBIDDEN_ADDRESS));
        assertThat(connections).hasValue(0);
    }

    @Test
    void aNameThatHasMovedInsideSinceTheLastTryIsNotSpokenToAgain() throws Exception {
        PfxOptions key = SelfSigned.forName(directory, NAME);
        FakeServer server = FakeServer.start(
                vertx, new HttpServerOptions().setSsl(true).setKeyCertOptions(key), (seen, response) -> response.end());
        WebhookClient client = client(LOOPBACK, new HttpClientOptions().setTrustOptions(key), "127.0.0.1", "10.0.0.1");
        String url = "https://" + NAME + ":" + server.port();

        assertThat(post(client, url)).isEqualTo(Outcome.answered(200));
        assertThat(post(client, url)).isEqualTo(Outcome.failed(Outcome.Error.FORBIDDEN_ADDRESS));
        assertThat(server.seen()).hasSize(1);
    }

    @Test
    void aNameThatIsNoneIsTold() {
        WebhookClient client = client(PublicAddress::is, new HttpClientOptions());

        assertThat(post(client, "https://" + NAME)).isEqualTo(Outcome.failed(Outcome.Error.NAME_NOT_RESOLVED));
    }

    @Test
    void aGatewayThatIsTooBusyToLookANameUpDoesNotBlameTheReceiver() {
        WebhookConfig config = Settings.of(WebhookConfig.class);
        NameService busy = name -> Uni.createFrom().failure(new NameService.Busy());
        WebhookClient client = new WebhookClient(
                vertx, new TargetPolicy(config), busy, PublicAddress::is, new HttpClientOptions(), config);

        Outcome outcome = post(client, "https://" + NAME);

        assertThat(outcome).isEqualTo(Outcome.failed(Outcome.Error.BUSY));
        assertThat(outcome.ours()).isTrue();
    }

    @Test
    void aReceiverThatIsSilentIsLeftAlone() {
        FakeServer server = FakeServer.start(vertx, (seen, response) -> {});

        assertThat(post(trusting(server, "300ms"), server.origin())).isEqualTo(Outcome.failed(Outcome.Error.TIMED_OUT));
        await().until(() -> server.givenUp() == 1);
    }

    @Test
    void anAnswerIsNotReadToItsEnd() {
        FakeServer server = FakeServer.start(
                vertx, (seen, response) -> FakeServer.begin(response, 1_000_000_000, "x".repeat(8192)));

        assertThat(post(trusting(server, "30s"), server.origin())).isEqualTo(Outcome.answered(200));
        await().until(() -> server.givenUp() == 1);
    }

    @Test
    void anAnswerThatDripsCountsByItsStatus() {
        FakeServer server =
                FakeServer.start(vertx, (seen, response) -> FakeServer.begin(response.setStatusCode(500), 100, "x"));

        assertThat(post(trusting(server, "500ms"), server.origin())).isEqualTo(Outcome.answered(500));
    }

    @Test
    void aConnectionThatBreaksIsTold() {
        FakeServer server =
                FakeServer.start(vertx, (seen, response) -> seen.connection().close());

        assertThat(post(trusting(server, "10s"), server.origin()))
                .isEqualTo(Outcome.failed(Outcome.Error.CONNECTION_LOST));
    }

    @Test
    void aUrlThatIsNoLongerAllowedIsNotCalled() {
        FakeServer server = FakeServer.start(vertx, (seen, response) -> response.end());

        assertThat(post(client(LOOPBACK, new HttpClientOptions(), "127.0.0.1"), server.origin()))
                .isEqualTo(Outcome.failed(Outcome.Error.FORBIDDEN_URL));
        assertThat(server.seen()).isEmpty();
    }

    private Outcome post(WebhookClient client, String url) {
        return EventLoop.of(vertx).await(() -> client.post(url, Map.of("webhook-id", "evt_1"), "{}"));
    }

    private WebhookClient trusting(FakeServer server, String timeout) {
        WebhookConfig config = Settings.of(
                WebhookConfig.class,
                "sluice.webhooks.trusted-origins",
                server.origin(),
                "sluice.webhooks.timeout",
                timeout);
        return new WebhookClient(
                vertx, new TargetPolicy(config), this::lookUp, PublicAddress::is, new HttpClientOptions(), config);
    }

    private Uni<List<InetAddress>> lookUp(String name) {
        return Uni.createFrom().failure(new AssertionError("no name is looked up"));
    }

    /** @param answers to one look-up after the other, addresses separated by commas */
    private WebhookClient client(Predicate<InetAddress> allowed, HttpClientOptions options, String... answers) {
        WebhookConfig config = Settings.of(WebhookConfig.class);
        NameService names = name -> {
            lookUps.add(name);
            return lookUps.size() > answers.length
                    ? Uni.createFrom().failure(new java.net.UnknownHostException(name))
                    : Uni.createFrom()
                            .item(List.of(answers[lookUps.size() - 1].split(",")).stream()
                                    .map(InetAddress::ofLiteral)
                                    .toList());
        };
        return new WebhookClient(vertx, new TargetPolicy(config), names, allowed, options, config);
    }
}
