package dev.sluice.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import dev.sluice.fault.FaultCode;
import dev.sluice.id.AccountId;
import dev.sluice.id.SortableId;
import dev.sluice.testing.Gateway;
import dev.sluice.testing.Gateway.Tenant;
import dev.sluice.testing.PostgresResource;
import dev.sluice.token.CredentialsRejected;
import dev.sluice.token.RefreshFailed;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What happens to accounts can be followed: all of it, each once, in one order. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
class EventFeedTest {
    private Tenant tenant;

    @Inject
    Event<RefreshFailed> refreshFailures;

    @Inject
    Event<CredentialsRejected> rejections;

    @BeforeEach
    void setUp() {
        tenant = Gateway.tenant();
    }

    @Test
    void eachChangeIsAnEventOfItsType() {
        String id = tenant.account("followed", "secret-of-the-followed");
        change("{\"id\":\"%s\",\"client_secret\":\"another\"}".formatted(id));
        tenant.asks().post("/api/v1/connected_accounts/{id}:disconnect", id);
        tenant.asks().body(Map.of("id", id)).post("/api/v1/connected_accounts:delete");

        List<Map<String, Object>> events = eventually(5);

        assertThat(events)
                .extracting(event -> event.get("type") + " " + event.get("old_status") + " " + event.get("new_status"))
                .containsExactly(
                        "connected_account.created null PENDING_AUTH",
                        "connected_account.status_changed PENDING_AUTH ACTIVE",
                        "connected_account.updated ACTIVE ACTIVE",
                        "connected_account.status_changed ACTIVE DISCONNECTED",
                        "connected_account.deleted DISCONNECTED null");
        assertThat(events)
                .allSatisfy(event -> assertThat(event)
                        .containsEntry("connected_account_id", id)
                        .containsEntry("identifier", "followed")
                        .containsEntry("connector", "databricksworkspace")
                        .containsKeys("id", "occurred_at", "cause"));
        assertThat(events.toString()).doesNotContain("secret-of-the-followed");
    }

    @Test
    void aCursorLeadsThroughAllPagesAndOnToWhatComesLater() {
        tenant.account("one", "s");
        tenant.account("two", "s");
        List<Map<String, Object>> whole = eventually(4);

        List<Object> ids = new ArrayList<>();
        String cursor = "";
        for (int page = 0; page < 4; page++) {
            JsonPath read = read("limit=1&after=" + cursor);
            ids.add(read.get("events[0].id"));
            cursor = read.get("next");
        }
        assertThat(ids).isEqualTo(whole.stream().map(event -> event.get("id")).toList());
        JsonPath end = read("after=" + cursor);
        assertThat(end.getList("events")).isEmpty();

        tenant.account("three", "s");
        String onward = end.get("next");
        await().untilAsserted(() ->
                assertThat(read("after=" + onward).getList("events.identifier")).containsExactly("three", "three"));
    }

    @Test
    void filtersShowATypeOrAnAccountAlone() {
        String one = tenant.account("one", "s");
        tenant.account("two", "s");
        eventually(4);

        assertThat(read("connected_account_id=" + one).getList("events.identifier"))
                .containsExactly("one", "one");
        JsonPath created = read("type=connected_account.created");
        assertThat(created.getList("events.identifier")).containsExactly("one", "two");
        // On to the end, past what the filter left out.
        assertThat(read("after=" + created.get("next")).getList("events")).isEmpty();
    }

    @Test
    void whatAGatewayOfTheVersionBeforeWritesHasATypeToo() {
        String id = tenant.account("upgraded", "s");
        String cursor = eventuallyRead(2).get("next");
        for (String change : List.of("null, 'ACTIVE'", "'ACTIVE', 'REVOKED'", "'ACTIVE', 'ACTIVE'", "'ACTIVE', null")) {
            PostgresResource.execute("""
                    insert into account_event
                        (id, environment_id, account_id, old_status, new_status, cause, occurred_at)
                    values ('%s', '%s', '%s', %s, 'as before', now())
                    """.formatted(SortableId.next("evt_"), tenant.environment(), id, change));
        }

        List<Map<String, Object>> events =
                await().until(() -> read("after=" + cursor).getList("events"), found -> found.size() == 4);

        assertThat(events)
                .extracting(event -> event.get("type"))
                .containsExactly(
                        "connected_account.created",
                        "connected_account.status_changed",
                        "connected_account.updated",
                        "connected_account.deleted");
        assertThat(events)
                .allSatisfy(event -> assertThat(event)
                        .containsEntry("identifier", "upgraded")
                        .containsEntry("connector", "databricksworkspace"));
    }

    @Test
    void moreReadersThanMayWaitAreRefusedAndTheRestWaitsOn() {
        String cursor = read("").get("next");
        List<CompletableFuture<Response>> readers = IntStream.range(0, 55)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> tenant.asks().get("/api/v1/events?wait=30&after=" + cursor), Thread::startVirtualThread))
                .toList();

        await().until(() -> readers.stream().filter(CompletableFuture::isDone).count() == 5);
        tenant.account("awaited", "s");

        assertThat(readers.stream().map(reader -> reader.join().statusCode()))
                .containsOnly(200, 429)
                .filteredOn(status -> status == 429)
                .hasSize(5);
        readers.stream()
                .map(CompletableFuture::join)
                .filter(answer -> answer.statusCode() == 429)
                .forEach(answer -> answer.then().header("Retry-After", "5").body("code", equalTo("rate_limited")));
        read("wait=1");
    }

    @Test
    void anotherEnvironmentSeesNoneOfIt() {
        String id = tenant.account("private", "s");
        String cursor = tenant.asks().get("/api/v1/events").path("next");
        Tenant stranger = Gateway.tenant();
        eventually(2);

        for (String query : List.of("", "connected_account_id=" + id, "after=" + cursor)) {
            stranger.asks()
                    .get("/api/v1/events" + (query.isEmpty() ? "" : "?" + query))
                    .then()
                    .statusCode(200)
                    .body("events", empty());
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    limit=0                      , /limit
                    limit=501                    , /limit
                    limit=ten                    , /limit
                    wait=31                      , /wait
                    wait=-1                      , /wait
                    type=connected_account.moved , /type
                    after=not-ours               , /after
                    after=OTk5OTk5OTk5OTk5OTk5OTk5OTkuMQ , /after
                    """)
    void aQueryThatCannotBeAnsweredIsRefused(String query, String pointer) {
        tenant.asks()
                .get("/api/v1/events" + (query.isEmpty() ? "" : "?" + query))
                .then()
                .statusCode(400)
                .body("code", equalTo("invalid_request"))
                .body("pointer", equalTo(pointer));
    }

    @Test
    void aCommitThatComesLateIsNeitherMissedNorOvertaken() throws SQLException {
        tenant.account("early", "s");
        eventually(2);
        String cursor = read("").get("next");

        try (Connection late = PostgresResource.connect()) {
            late.setAutoCommit(false);
            String lateId = insert(late, "connected_account.updated");
            tenant.account("overtaking", "s");
            assertThat(read("after=" + cursor).getList("events")).isEmpty();

            late.commit();

            await().untilAsserted(() -> {
                List<Object> ids = read("after=" + cursor).getList("events.id");
                assertThat(ids).hasSize(3);
                assertThat(ids.getFirst()).isEqualTo(lateId);
            });
        }
    }

    @Test
    void aReaderAmidOverlappingTransactionsReadsEachEventOnce() throws SQLException {
        Random random = new Random(4);
        List<Connection> open = new ArrayList<>();
        List<String> written = new ArrayList<>();
        List<Object> seen = new ArrayList<>();
        List<Object> rare = new ArrayList<>();
        String cursor = "";
        String rareCursor = "";
        try {
            for (int step = 0; step < 120; step++) {
                if (open.size() < 6 && random.nextBoolean()) {
                    Connection writer = PostgresResource.connect();
                    writer.setAutoCommit(false);
                    open.add(writer);
                    written.add(insert(writer, type(written.size())));
                } else if (!open.isEmpty()) {
                    Connection any = open.get(random.nextInt(open.size()));
                    if (random.nextInt(3) == 0) {
                        written.add(insert(any, type(written.size())));
                    } else {
                        open.remove(any);
                        any.commit();
                        any.close();
                    }
                }
                cursor = follow(cursor, seen, "");
                rareCursor = follow(rareCursor, rare, "&type=connected_account.created");
            }
        } finally {
            for (Connection writer : open) {
                writer.commit();
                writer.close();
            }
        }
        List<String> cursors = new ArrayList<>(List.of(cursor));
        List<String> rareCursors = new ArrayList<>(List.of(rareCursor));
        List<Object> created = IntStream.range(0, written.size())
                .filter(i -> i % 4 == 0)
                .<Object>mapToObj(written::get)
                .toList();
        await().until(() -> {
            cursors.add(follow(cursors.getLast(), seen, ""));
            rareCursors.add(follow(rareCursors.getLast(), rare, "&type=connected_account.created"));
            return seen.size() >= written.size() && rare.size() >= created.size();
        });

        assertThat(seen).doesNotHaveDuplicates().hasSameElementsAs(written);
        assertThat(rare).doesNotHaveDuplicates().hasSameElementsAs(created);
    }

    private String follow(String cursor, List<Object> seen, String filter) {
        JsonPath page = read("limit=3&after=" + cursor + filter);
        seen.addAll(page.getList("events.id"));
        return page.get("next");
    }

    @Test
    void aWaitEndsWithTheNextEvent() {
        String cursor = read("").get("next");
        CompletableFuture<JsonPath> waiting = CompletableFuture.supplyAsync(() -> read("wait=30&after=" + cursor));
        // Another environment's event must not end it.
        Gateway.tenant().account("elsewhere", "s");
        assertThat(read("wait=1&after=" + cursor).getList("events")).isEmpty();
        assertThat(waiting).isNotDone();

        tenant.account("awaited", "s");

        assertThat(waiting)
                .succeedsWithin(Duration.ofSeconds(15))
                .satisfies(page -> assertThat(page.getList("events.identifier")).contains("awaited"));
    }

    @Test
    void aFailedRefreshIsAnEventOfTheCredentialsThatFailed() {
        AccountId id = new AccountId(tenant.account("unwell", "s"));
        refreshFailures.fire(new RefreshFailed(id, 7, FaultCode.WORKSPACE_TIMEOUT, "of other credentials"));
        refreshFailures.fire(new RefreshFailed(id, 1, FaultCode.WORKSPACE_TIMEOUT, "The workspace did not answer"));

        Map<String, Object> event = eventually(3).getLast();

        assertThat(event)
                .containsEntry("type", "connected_account.refresh_failed")
                .containsEntry("code", "workspace_timeout")
                .containsEntry("cause", "The workspace did not answer")
                .containsEntry("new_status", "ACTIVE");
    }

    @Test
    void aRunOfFailuresIsToldOnceHoweverManyReplicasMeetItAndTheNextRunAgain() {
        AccountId id = new AccountId(tenant.account("unwell-everywhere", "s"));

        failAtManyReplicas(id, 1);
        eventually(3);
        PostgresResource.execute("""
                insert into workspace_token (account_id, credential_version, host, generation)
                values ('%s', 1, 'any', 1)
                on conflict (account_id) do update set generation = workspace_token.generation + 1""".formatted(id));
        failAtManyReplicas(id, 1);
        eventually(4);
        change("{\"id\":\"%s\",\"client_secret\":\"next\"}".formatted(id));
        failAtManyReplicas(id, 2);
        eventually(6);

        // Whatever comes after them shows that there were no more.
        tenant.account("last", "s");
        assertThat(await().until(
                                () -> read("").<Map<String, Object>>getList("events"),
                                events -> events.stream()
                                                .filter(event -> "last".equals(event.get("identifier")))
                                                .count()
                                        == 2))
                .extracting(event -> event.get("type"))
                .filteredOn("connected_account.refresh_failed"::equals)
                .hasSize(3);
    }

    private void failAtManyReplicas(AccountId id, long version) {
        for (int replica = 0; replica < 8; replica++) {
            refreshFailures.fire(
                    new RefreshFailed(id, version, FaultCode.WORKSPACE_TIMEOUT, "The workspace did not answer"));
        }
    }

    @Test
    void credentialsRefusedAfterTheirStatedEndAreExpiredAndNotRevoked() {
        String stated = tenant.account("stated", "s");
        String unknown = tenant.account("unknown", "s");
        PostgresResource.execute(
                "update connected_account set secret_expires_at = now() - interval '1 minute' where id = '%s'"
                        .formatted(stated));

        rejections.fire(new CredentialsRejected(new AccountId(stated), 1, "invalid_client"));
        rejections.fire(new CredentialsRejected(new AccountId(unknown), 1, "invalid_client"));

        await().untilAsserted(() -> {
            assertThat(status(stated)).isEqualTo("EXPIRED");
            assertThat(status(unknown)).isEqualTo("REVOKED");
        });
    }

    @Test
    void theEndOfASecretIsShownChangedAloneAndForgottenWithTheSecret() {
        String id = tenant.account("ending", "s");
        change("{\"id\":\"%s\",\"secret_expires_at\":\"2099-01-02T03:04:05+01:00\"}".formatted(id));
        tenant.asks()
                .get("/api/v1/connected_accounts/{id}", id)
                .then()
                .body("connected_account.secret_expires_at", equalTo("2099-01-02T02:04:05Z"))
                .body("connected_account.credential_version", equalTo(1));

        change("{\"id\":\"%s\",\"client_secret\":\"next\"}".formatted(id));
        tenant.asks()
                .get("/api/v1/connected_accounts/{id}", id)
                .then()
                .body("connected_account.secret_expires_at", equalTo(null));

        change("""
                {"id":"%s","connected_account":{"authorization_details":{"static_auth":
                    {"client_secret":"third","secret_expires_at":"2099-01-02T00:00:00Z"}}}}""".formatted(id));
        tenant.asks()
                .get("/api/v1/connected_accounts/{id}", id)
                .then()
                .body("connected_account.secret_expires_at", equalTo("2099-01-02T00:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource({"2001-01-01T00:00:00Z", "tomorrow", "2099-01-01", "+99999-01-01T00:00:00Z"})
    void anEndOfASecretThatCannotBeIsRefused(String end) {
        String id = tenant.account("unending", "s");

        tenant.asks()
                .body(Map.of("id", id, "secret_expires_at", end))
                .put("/api/v1/connected_accounts")
                .then()
                .statusCode(400)
                .body("pointer", equalTo("/secret_expires_at"));
    }

    private void change(String body) {
        tenant.asks().body(body).put("/api/v1/connected_accounts").then().statusCode(200);
    }

    private String status(String id) {
        return tenant.asks().get("/api/v1/connected_accounts/{id}", id).path("connected_account.status");
    }

    private JsonPath read(String query) {
        return tenant.asks()
                .get("/api/v1/events" + (query.isEmpty() ? "" : "?" + query))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    // Any transaction under way on the server, such as one of its own, holds events back for a moment.
    private List<Map<String, Object>> eventually(int count) {
        return eventuallyRead(count).getList("events");
    }

    private JsonPath eventuallyRead(int count) {
        return await().until(() -> read(""), page -> page.getList("events").size() == count);
    }

    private static String type(int number) {
        return number % 4 == 0 ? "connected_account.created" : "connected_account.updated";
    }

    private String insert(Connection connection, String type) throws SQLException {
        String id = SortableId.next("evt_");
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into account_event (id, environment_id, type, cause, occurred_at)
                values (?, ?, ?, 'a test', ?)""")) {
            insert.setString(1, id);
            insert.setString(2, tenant.environment());
            insert.setString(3, type);
            insert.setObject(4, OffsetDateTime.now(ZoneOffset.UTC));
            insert.executeUpdate();
        }
        return id;
    }
}
