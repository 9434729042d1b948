package dev.sluice.acceptance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.testing.FakeServer.Seen;
import dev.sluice.testing.Gateway;
import dev.sluice.testing.Gateway.Tenant;
import dev.sluice.testing.PostgresResource;
import dev.sluice.testing.ReceiverResource;
import dev.sluice.testing.SandboxResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Events come to whoever asked for them: signed, again until they are taken, and to nobody else. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
@WithTestResource(ReceiverResource.class)
class WebhookTest {
    private static final String WEBHOOKS = "/api/v1/webhooks";
    private static final int[] PAUSES = {5, 30, 120, 600, 1800, 7200, 21600, 43200, 86400};

    private Tenant tenant;
    private String url;

    @BeforeEach
    void setUp() {
        tenant = Gateway.tenant();
        url = ReceiverResource.url();
    }

    @Test
    void anEventArrivesSignedAndTellsWhatTheFeedTells() {
        JsonPath webhook = create(Map.of("url", url));
        String account = tenant.account("heard", "secret-of-the-heard");

        List<Seen> seen = arrived(2);

        for (Seen each : seen) {
            assertThat(each.method()).isEqualTo("POST");
            assertThat(each.headers().get("Content-Type")).isEqualTo("application/json");
            assertThat(signatures(each)).containsExactly(signature(webhook.get("secret"), each));
            assertThat(each.body()).doesNotContain("secret-of-the-heard");
        }
        List<Map<String, Object>> events =
                tenant.asks().get("/api/v1/events").jsonPath().getList("events");
        assertThat(seen.stream().map(each -> each.headers().get("webhook-id")))
                .containsExactlyInAnyOrderElementsOf(
                        events.stream().map(event -> (String) event.get("id")).toList());
        for (Map<String, Object> event : events) {
            JsonObject body = body(seen, String.valueOf(event.get("id")));
            assertThat(body.getString("type")).isEqualTo(event.get("type"));
            assertThat(body.getString("timestamp")).isEqualTo(event.get("occurred_at"));
            Map<String, Object> rest = new HashMap<>(event);
            rest.keySet().removeAll(List.of("type", "occurred_at"));
            assertThat(body.getJsonObject("data").getMap())
                    .isEqualTo(rest)
                    .containsEntry("connected_account_id", account);
        }
    }

    @Test
    void theReceiverInTheDocumentationAcceptsADeliveryAndNoForgery() throws Exception {
        assumeTrue(pythonIsThere());
        JsonPath webhook = create(Map.of("url", url));
        tenant.asks().post(WEBHOOKS + "/{id}:test", webhook.<String>get("id"));
        Seen seen = arrived(1).getFirst();

        assertThat(python(webhook.get("secret"), seen, seen.body())).isEqualTo("True");
        assertThat(python(webhook.get("secret"), seen, seen.body() + " ")).isEqualTo("False");
        assertThat(python("whsec_" + Base64.getEncoder().encodeToString(new byte[32]), seen, seen.body()))
                .isEqualTo("False");
    }

    @Test
    void aWebhookGetsTheTypesItAskedForAndNothingFromBeforeItWas() {
        tenant.account("before", "s");
        create(Map.of("url", url, "types", List.of("connected_account.created")));
        String everything = ReceiverResource.url();
        create(Map.of("url", everything));

        tenant.account("after", "s");

        await().until(() -> ReceiverResource.seen(everything).size() == 2);
        assertThat(arrived(1).getFirst().body()).contains("connected_account.created", "after");
        assertThat(ReceiverResource.seen(everything))
                .noneMatch(seen -> seen.body().contains("before"));
    }

    @Test
    void aReceiverThatIsDownIsTriedAgainAtGrowingPausesUntilItTakesTheEvent() {
        ReceiverResource.answer(
                url, (seen, response) -> response.setStatusCode(503).end("a page of mine"));
        String id = create(Map.of("url", url, "types", List.of("connected_account.created")))
                .get("id");
        tenant.account("patient", "s");

        for (int attempt = 1; attempt <= 4; attempt++) {
            Map<String, Object> delivery = settled(id, attempt);
            assertThat(delivery).containsEntry("state", "PENDING").containsEntry("last_status", 503);
            assertPause(id, PAUSES[attempt - 1]);
            if (attempt == 4) {
                ReceiverResource.answer(
                        url, (seen, response) -> response.setStatusCode(200).end("ok"));
            }
            due(id);
        }

        assertThat(settled(id, 5)).containsEntry("state", "DELIVERED").doesNotContainKey("next_try_at");
        List<Seen> tries = arrived(5);
        assertThat(tries.stream().map(Seen::body).distinct()).hasSize(1);
        assertThat(tries.stream().map(seen -> seen.headers().get("webhook-id")).distinct())
                .hasSize(1);
        assertThat(PostgresResource.rows("select t::text from webhook_delivery t where webhook_id = '" + id + "'")
                        .toString())
                .doesNotContain("a page of mine");
    }

    @Test
    void afterTheLastTryADeliveryHasFailedAndMayBeOrderedAgain() {
        ReceiverResource.answer(
                url, (seen, response) -> response.setStatusCode(500).end());
        String id = create(Map.of("url", url, "types", List.of("connected_account.created")))
                .get("id");
        tenant.account("lost", "s");
        for (int attempt = 1; attempt <= PAUSES.length; attempt++) {
            settled(id, attempt);
            assertPause(id, PAUSES[attempt - 1]);
            due(id);
        }
        Map<String, Object> failed = settled(id, PAUSES.length + 1);
        assertThat(failed).containsEntry("state", "FAILED");

        ReceiverResource.answer(
                url, (seen, response) -> response.setStatusCode(202).end());
        tenant.asks()
                .post(WEBHOOKS + "/{id}/deliveries/{event}:redeliver", id, failed.get("id"))
                .then()
                .statusCode(200)
                .body("state", equalTo("PENDING"));

        assertThat(settled(id, 1)).containsEntry("state", "DELIVERED").containsEntry("last_status", 202);
    }

    @Test
    void aReceiverThatCannotBeReachedIsToldByItsErrorAndTriedAgain() {
        String id = create(Map.of(
                        "url", SandboxResource.closedPort() + "/hook", "types", List.of("connected_account.created")))
                .get("id");
        tenant.account("unreached", "s");

        assertThat(settled(id, 1)).containsEntry("state", "PENDING").containsEntry("last_error", "not_connected");
    }

    @Test
    void aReceiverThatIsGoneGetsNoMoreAndTheFeedTells() {
        ReceiverResource.answer(
                url, (seen, response) -> response.setStatusCode(410).end());
        String id = create(Map.of("url", url, "types", List.of("connected_account.created")))
                .get("id");
        tenant.account("gone", "s");

        assertThat(settled(id, 1)).containsEntry("state", "FAILED");
        tenant.asks()
                .get(WEBHOOKS + "/{id}", id)
                .then()
                .body("enabled", equalTo(false))
                .body("disabled_cause", equalTo("The receiver answered 410: it wants no more events"));
        await().untilAsserted(() -> tenant.asks()
                .get("/api/v1/events?type=webhook.disabled")
                .then()
                .body("events", hasSize(1))
                .body("events[0].webhook_id", equalTo(id)));
    }

    @Test
    void aWebhookThatHasFailedForDaysIsSwitchedOffAndOneThatWorksIsForgiven() {
        ReceiverResource.answer(
                url, (seen, response) -> response.setStatusCode(500).end());
        String id = create(Map.of("url", url, "types", List.of("connected_account.created")))
                .get("id");
        tenant.account("first", "s");
        settled(id, 1);
        assertThat(failingSince(id)).isNotEqualTo("null");
        ReceiverResource.answer(
                url, (seen, response) -> response.setStatusCode(204).end());
        due(id);
        settled(id, 2);
        assertThat(failingSince(id)).isEqualTo("null");

        ReceiverResource.answer(
                url, (seen, response) -> response.setStatusCode(500).end());
        PostgresResource.execute(
                "update webhook set failing_since = now() - interval '73 hours' where id = '" + id + "'");
        tenant.account("second", "s");

        await().untilAsserted(() -> tenant.asks()
                .get(WEBHOOKS + "/{id}", id)
                .then()
                .body("enabled", equalTo(false))
                .body("disabled_cause", equalTo("All deliveries have failed for 72 h")));

        tenant.asks()
                .body(Map.of("enabled", true))
                .put(WEBHOOKS + "/{id}", id)
                .then()
                .statusCode(200)
                .body("enabled", equalTo(true))
                .body("disabled_cause", nullValue());
    }

    @Test
    void whatHappensWhileAWebhookIsOffIsNotDeliveredLater() {
        String id = create(Map.of("url", url, "enabled", false)).get("id");
        tenant.account("meanwhile", "s");
        await().until(() ->
                tenant.asks().get("/api/v1/events").jsonPath().getList("events").size() == 2);
        tenant.asks()
                .body(Map.of("enabled", true))
                .put(WEBHOOKS + "/{id}", id)
                .then()
                .statusCode(200);

        tenant.account("later", "s");

        assertThat(arrived(2)).allMatch(seen -> seen.body().contains("later"));
    }

    @Test
    void aRedirectIsNotFollowed() {
        String elsewhere = ReceiverResource.url();
        ReceiverResource.answer(
                url,
                (seen, response) -> response.setStatusCode(307)
                        .putHeader("Location", elsewhere)
                        .end());
        String id = create(Map.of("url", url)).get("id");

        tenant.asks()
                .post(WEBHOOKS + "/{id}:test", id)
                .then()
                .statusCode(200)
                .body("delivered", equalTo(false))
                .body("status", equalTo(307));

        assertThat(ReceiverResource.seen(elsewhere)).isEmpty();
    }

    @Test
    void moreTestsThanMayRunAtATimeAreRefusedUntilOneHasEnded() {
        Queue<HttpServerResponse> open = new ConcurrentLinkedQueue<>();
        ReceiverResource.answer(url, (seen, response) -> open.add(response));
        String id = create(Map.of("url", url)).get("id");
        List<CompletableFuture<Response>> under = IntStream.range(0, 2)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> tenant.asks().post(WEBHOOKS + "/{id}:test", id), Thread::startVirtualThread))
                .toList();
        await().until(() -> open.size() == 2);

        tenant.asks()
                .post(WEBHOOKS + "/{id}:test", id)
                .then()
                .statusCode(429)
                .header("Retry-After", "10")
                .body("code", equalTo("rate_limited"));

        open.forEach(HttpServerResponse::end);
        assertThat(under)
                .allSatisfy(each -> assertThat(each.join().statusCode()).isEqualTo(200));
        ReceiverResource.answer(
                url, (seen, response) -> response.setStatusCode(204).end());
        tenant.asks().post(WEBHOOKS + "/{id}:test", id).then().statusCode(200);
    }

    @Test
    void aDeliveryThatTheGatewayCannotSignWaitsAndIsNotHeldAgainstTheReceiver() {
        String id = create(Map.of("url", url, "types", List.of("connected_account.created")))
                .get("id");
        String key = PostgresResource.rows("select vault_key_id from webhook where id = '" + id + "'")
                .getFirst();
        PostgresResource.execute("update webhook set vault_key_id = 'lost' where id = '" + id + "'");
        tenant.account("unsigned", "s");

        assertThat(settled(id, 0, "not_signed")).containsEntry("state", "PENDING");
        assertThat(failingSince(id)).isEqualTo("null");
        assertThat(ReceiverResource.seen(url)).isEmpty();
        PostgresResource.execute("update webhook set vault_key_id = '%s' where id = '%s'".formatted(key, id));
        due(id);

        assertThat(settled(id, 1)).containsEntry("state", "DELIVERED");
    }

    @Test
    void aTestTellsTheReceiversAnswer() {
        String id = create(Map.of("url", url)).get("id");
        tenant.asks()
                .post(WEBHOOKS + "/{id}:test", id)
                .then()
                .statusCode(200)
                .body("delivered", equalTo(true))
                .body("status", equalTo(204));
        assertThat(arrived(1).getFirst().body()).contains("\"type\":\"webhook.test\"");

        tenant.asks()
                .body(Map.of("url", SandboxResource.closedPort()))
                .put(WEBHOOKS + "/{id}", id)
                .then()
                .statusCode(200);
        tenant.asks()
                .post(WEBHOOKS + "/{id}:test", id)
                .then()
                .statusCode(200)
                .body("delivered", equalTo(false))
                .body("error", equalTo("not_connected"));
    }

    @Test
    void anOldSecretSignsBesideTheNewOneForADay() {
        JsonPath created = create(Map.of("url", url));
        String id = created.get("id");
        String next = tenant.asks()
                .post(WEBHOOKS + "/{id}:rotate_secret", id)
                .then()
                .statusCode(200)
                .extract()
                .path("secret");

        tenant.asks().post(WEBHOOKS + "/{id}:test", id);
        Seen during = arrived(1).getFirst();
        assertThat(signatures(during))
                .containsExactly(signature(next, during), signature(created.get("secret"), during));
        assertThat(PostgresResource.rows("""
                select prior_until - updated_at = interval '24 hours' from webhook where id = '%s'""".formatted(id))).containsExactly("t");

        PostgresResource.execute("update webhook set prior_until = now() where id = '" + id + "'");
        tenant.asks().post(WEBHOOKS + "/{id}:test", id);
        Seen after = arrived(2).getLast();
        assertThat(signatures(after)).containsExactly(signature(next, after));
    }

    @Test
    void aSecretIsShownOnceAndKeptSealed() throws Exception {
        StringBuffer logged = new StringBuffer();
        Handler capture = new Handler() {
            @Override
            public void publish(LogRecord line) {
                logged.append(new SimpleFormatter().format(line));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger.getLogger("").addHandler(capture);
        String secret;
        String shown;
        try {
            JsonPath created = create(Map.of("url", url));
            secret = created.get("secret");
            String id = created.get("id");
            ReceiverResource.answer(
                    url, (seen, response) -> response.setStatusCode(500).end());
            tenant.account("logged", "s");
            settled(id, 1);
            tenant.asks().post(WEBHOOKS + "/{id}:test", id);
            shown = tenant.asks().get(WEBHOOKS).asString()
                    + tenant.asks().get(WEBHOOKS + "/{id}", id).asString()
                    + tenant.asks()
                            .body(Map.of("enabled", true))
                            .put(WEBHOOKS + "/{id}", id)
                            .asString()
                    + tenant.asks().get(WEBHOOKS + "/{id}/deliveries", id).asString();
        } finally {
            Logger.getLogger("").removeHandler(capture);
        }
        assertThat(secret).matches("whsec_[A-Za-z0-9+/]{43}=");
        byte[] bytes = Base64.getDecoder().decode(secret.substring("whsec_".length()));
        String kept = PostgresResource.rows("select t::text from webhook t").toString()
                + PostgresResource.rows("select t::text from webhook_delivery t")
                + PostgresResource.rows("select t::text from account_event t");
        for (String form : List.of(secret, secret.substring(6), HexFormat.of().formatHex(bytes))) {
            assertThat(shown).doesNotContain(form);
            assertThat(logged).doesNotContain(form);
            assertThat(kept).doesNotContain(form);
        }
        assertThat(shown).doesNotContain(new String(bytes, ISO_8859_1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://hooks.example.com/x",
                "https://user@hooks.example.com/x",
                "https://127.0.0.1/x",
                "https://localhost/x",
                "https://[::1]/x",
                "ftp://hooks.example.com",
                "hooks.example.com",
                "https://hooks.example.com/#part",
                ""
            })
    void aUrlThatMayNotBeDeliveredToIsRefused(String given) {
        tenant.asks()
                .body(Map.of("url", given))
                .post(WEBHOOKS)
                .then()
                .statusCode(400)
                .body("code", equalTo("invalid_request"))
                .body("pointer", equalTo("/url"));
    }

    @Test
    void anUnknownTypeIsRefusedByItsPlace() {
        tenant.asks()
                .body(Map.of("url", url, "types", List.of("connected_account.created", "connected_account.moved")))
                .post(WEBHOOKS)
                .then()
                .statusCode(400)
                .body("pointer", equalTo("/types/1"));
        tenant.asks().body(Map.of()).post(WEBHOOKS).then().statusCode(400).body("pointer", equalTo("/url"));
    }

    @Test
    void anEnvironmentHasTwentyWebhooksAtMost() {
        IntStream.range(0, 20).forEach(i -> create(Map.of("url", url)));

        tenant.asks()
                .body(Map.of("url", url))
                .post(WEBHOOKS)
                .then()
                .statusCode(409)
                .body("code", equalTo("conflict"));
    }

    @Test
    void webhooksThatAreCreatedAtOnceAreNotMoreThanTwentyEither() {
        IntStream.range(0, 18).forEach(i -> create(Map.of("url", url)));

        List<Integer> answers = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> tenant.asks()
                                .body(Map.of("url", url))
                                .post(WEBHOOKS)
                                .statusCode(),
                        Thread::startVirtualThread))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .sorted()
                .toList();

        assertThat(answers).containsExactly(201, 201, 409, 409, 409, 409, 409, 409);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    GET    | /api/v1/webhooks/{id}                                |
                    PUT    | /api/v1/webhooks/{id}                                | {"enabled":false}
                    DELETE | /api/v1/webhooks/{id}                                |
                    POST   | /api/v1/webhooks/{id}:rotate_secret                  |
                    POST   | /api/v1/webhooks/{id}:test                           |
                    GET    | /api/v1/webhooks/{id}/deliveries                     |
                    POST   | /api/v1/webhooks/{id}/deliveries/{event}:redeliver   |
                    """)
    void anothersWebhookGetsExactlyTheAnswerOfAnAbsentOne(String method, String path, String body) {
        String id = create(Map.of("url", url)).get("id");
        tenant.account("private", "s");
        String event = arrived(2).getFirst().headers().get("webhook-id");
        String before = tenant.asks().get(WEBHOOKS).asString();
        Tenant stranger = Gateway.tenant();

        Response anothers = ask(stranger, method, path, body, id, event);
        Response absent =
                ask(stranger, method, path, body, "whk_00000000000000000000000000", "evt_00000000000000000000000000");

        assertThat(anothers.statusCode()).isEqualTo(404);
        assertThat(anothers.asString()).isEqualTo(absent.asString());
        assertThat(tenant.asks().get(WEBHOOKS).asString()).isEqualTo(before);
        stranger.asks().get(WEBHOOKS).then().body("webhooks", hasSize(0));
    }

    @Test
    void anothersDeliveryIsNotFoundAtAWebhookOfOnesOwn() {
        create(Map.of("url", url));
        tenant.account("private", "s");
        String event = arrived(2).getFirst().headers().get("webhook-id");
        Tenant stranger = Gateway.tenant();
        String own = stranger.asks()
                .body(Map.of("url", ReceiverResource.url()))
                .post(WEBHOOKS)
                .path("id");

        stranger.asks()
                .post(WEBHOOKS + "/{id}/deliveries/{event}:redeliver", own, event)
                .then()
                .statusCode(404)
                .body("code", equalTo("not_found"));
    }

    @Test
    void aDatabaseThatWasAwayIsNoReasonToLoseAnEvent() {
        create(Map.of("url", url));
        PostgresResource.close();
        PostgresResource.open();

        await().until(() -> {
            Response created = tenant.asks().body(Map.of("identifier", "back")).post("/api/v1/connected_accounts");
            return created.statusCode() == 201 || created.statusCode() == 409;
        });

        assertThat(arrived(1).getFirst().body()).contains("back");
    }

    private static Response ask(Tenant by, String method, String path, String body, String id, String event) {
        var request = by.asks();
        return (body == null ? request : request.body(body))
                .request(method, path.replace("{id}", id).replace("{event}", event));
    }

    private JsonPath create(Map<String, ?> body) {
        return tenant.asks()
                .body(body)
                .post(WEBHOOKS)
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
    }

    private List<Seen> arrived(int count) {
        return await().until(() -> ReceiverResource.seen(url), seen -> seen.size() >= count);
    }

    /** The webhook's only delivery once this many tries have been written down. */
    private Map<String, Object> settled(String id, int attempts) {
        return settled(id, attempts, "");
    }

    private Map<String, Object> settled(String id, int attempts, String error) {
        await().until(() -> PostgresResource.rows("""
                        select 1 from webhook_delivery
                        where webhook_id = '%s' and attempts >= %d and claim is null
                            and coalesce(last_error, '') like '%s%%'""".formatted(id, attempts, error)), rows -> !rows.isEmpty());
        return tenant.asks()
                .get(WEBHOOKS + "/{id}/deliveries", id)
                .then()
                .statusCode(200)
                .body("deliveries[0].attempts", equalTo(attempts))
                .extract()
                .jsonPath()
                .getMap("deliveries[0]");
    }

    private static void due(String id) {
        PostgresResource.execute("""
                update webhook_delivery set next_try_at = now()
                where webhook_id = '%s' and state = 'PENDING' and claim is null""".formatted(id));
    }

    private static void assertPause(String id, int seconds) {
        double pause =
                Double.parseDouble(PostgresResource.rows("""
                select extract(epoch from next_try_at - last_try_at) from webhook_delivery
                where webhook_id = '%s'""".formatted(id)).getFirst());
        // The try itself took some time too.
        assertThat(pause).isBetween(seconds * 0.8, seconds * 1.2 + 10);
    }

    private static String failingSince(String id) {
        return String.valueOf(PostgresResource.rows("select failing_since from webhook where id = '" + id + "'")
                .getFirst());
    }

    private static JsonObject body(List<Seen> seen, String id) {
        return seen.stream()
                .filter(each -> id.equals(each.headers().get("webhook-id")))
                .map(each -> new JsonObject(each.body()))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> signatures(Seen seen) {
        return List.of(seen.headers().get("webhook-signature").split(" "));
    }

    /** By the letter of the specification, apart from the gateway's own code. */
    private static String signature(String secret, Seen seen) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.split("_")[1]), "HmacSHA256"));
            mac.update(seen.headers().get("webhook-id").getBytes(UTF_8));
            mac.update((byte) '.');
            mac.update(seen.headers().get("webhook-timestamp").getBytes(UTF_8));
            mac.update((byte) '.');
            return "v1,"
                    + Base64.getEncoder().encodeToString(mac.doFinal(seen.body().getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean pythonIsThere() throws InterruptedException {
        try {
            return new ProcessBuilder("python3", "--version").start().waitFor() == 0;
        } catch (IOException absent) {
            return false;
        }
    }

    private static String python(String secret, Seen seen, String body) throws Exception {
        String page = Files.readString(Path.of("docs", "api.md"));
        String snippet = page.substring(page.indexOf("```python", page.indexOf("## Webhooks")) + 9);
        String program = snippet.substring(0, snippet.indexOf("```")) + """

                import json, sys
                given = json.load(sys.stdin)
                print(verified(given["secret"], given["headers"], given["body"].encode()))
                """;
        Process process = new ProcessBuilder("python3", "-c", program)
                .redirectErrorStream(true)
                .start();
        try (var input = process.outputWriter()) {
            JsonObject headers = new JsonObject();
            seen.headers().forEach(header -> headers.put(header.getKey(), header.getValue()));
            input.write(new JsonObject()
                    .put("secret", secret)
                    .put("headers", headers)
                    .put("body", body)
                    .encode());
        }
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    }
}
