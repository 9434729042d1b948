package dev.sluice.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.sandbox.journal.Ledger.Event;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The cluster API's own words: pages and refusals. */
class ClustersWireTest {
    private static final String ROOT = "/api/2.1/clusters/";
    private static final String STOPPED = "1122-090002-globex00";
    private static Sandbox sandbox;
    private static Workspace workspace;
    private static Wire admin;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.builder().workspace(DefaultWorkspaces.globex()).start();
        workspace = sandbox.first();
        workspace.settings().change(TestSettings.slowCompute());
        admin = Wire.as(workspace, "admin");
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @Test
    void endsItsListWithAnEmptyToken() {
        JsonObject first = admin.getJson(ROOT + "list?page_size=15");
        JsonObject last = admin.getJson(ROOT + "list?page_size=15&page_token=" + first.getString("next_page_token"));
        JsonObject again = admin.getJson(ROOT + "list?page_size=15&page_token=" + last.getString("prev_page_token"));

        assertThat(first.getJsonArray("clusters").size()).isEqualTo(15);
        assertThat(first.getString("prev_page_token")).isEmpty();
        assertThat(last.getJsonArray("clusters").size()).isPositive();
        assertThat(last.getString("next_page_token")).isEmpty();
        assertThat(ids(again)).isEqualTo(ids(first));
    }

    @Test
    void givesTwentyClustersAPageByDefault() {
        assertThat(admin.getJson(ROOT + "list").getJsonArray("clusters").size()).isEqualTo(20);
    }

    @Test
    void saysThatAClusterIsAbsent() {
        HttpResponse<String> answer = admin.get(ROOT + "get?cluster_id=1234-567890-nowhere1");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(new JsonObject(answer.body()).getString("error_code")).isEqualTo("INVALID_PARAMETER_VALUE");
        assertThat(new JsonObject(answer.body()).getString("message"))
                .isEqualTo("Cluster 1234-567890-nowhere1 does not exist");
    }

    @Test
    void namesTheStateThatAnActionDidNotExpect() {
        for (String action : new String[] {"restart", "resize"}) {
            HttpResponse<String> answer = admin.post(
                    ROOT + action,
                    new JsonObject()
                            .put("cluster_id", STOPPED)
                            .put("num_workers", 2)
                            .encode());

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(new JsonObject(answer.body()).getString("error_code")).isEqualTo("INVALID_STATE");
            assertThat(new JsonObject(answer.body()).getString("message"))
                    .isEqualTo("Cluster " + STOPPED + " is in unexpected state Terminated.");
        }
    }

    @Test
    void terminatesWhatIsTerminatedWithoutAWord() {
        String body = new JsonObject().put("cluster_id", STOPPED).encode();

        assertThat(admin.post(ROOT + "delete", body).body()).isEqualTo("{}");

        JsonObject reason = admin.getJson(ROOT + "get?cluster_id=" + STOPPED).getJsonObject("termination_reason");
        assertThat(reason.getString("code")).isEqualTo("INACTIVITY");
    }

    @Test
    void startsInTheTimeThatIsSet() {
        String id = "1122-090003-globex00";
        admin.post(ROOT + "start", new JsonObject().put("cluster_id", id).encode());

        workspace.clock().advance(Duration.ofMinutes(9));
        assertThat(state(id)).isEqualTo("PENDING");

        workspace.clock().advance(Duration.ofMinutes(1));
        assertThat(state(id)).isEqualTo("RUNNING");
    }

    @ParameterizedTest
    @MethodSource
    void refusesWhatMakesNoCluster(JsonObject changes, String message) {
        JsonObject request = new JsonObject()
                .put("cluster_name", "new")
                .put("spark_version", "16.4.x-scala2.12")
                .put("node_type_id", "i3.xlarge")
                .put("num_workers", 1)
                .mergeIn(changes);
        long before = workspace.ledger().of(Event.CLUSTERS_CREATED);

        HttpResponse<String> answer = admin.post(ROOT + "create", request.encode());

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(new JsonObject(answer.body()).getString("message")).isEqualTo(message);
        assertThat(workspace.ledger().of(Event.CLUSTERS_CREATED)).isEqualTo(before);
    }

    static Stream<Arguments> refusesWhatMakesNoCluster() {
        JsonObject range = new JsonObject().put("min_workers", 1).put("max_workers", 2);
        return Stream.of(
                Arguments.of(new JsonObject().putNull("spark_version"), "Missing required field 'spark_version'"),
                Arguments.of(new JsonObject().putNull("node_type_id"), "Missing required field 'node_type_id'"),
                Arguments.of(new JsonObject().putNull("num_workers"), "Missing required field: size"),
                Arguments.of(
                        new JsonObject().put("autoscale", range),
                        "Only one of num_workers and autoscale may be specified."),
                Arguments.of(
                        new JsonObject().put("num_workers", 0),
                        "NumWorkers could be 0 only for SingleNode clusters. See"
                                + " https://docs.databricks.com/clusters/single-node.html for more details"),
                Arguments.of(
                        new JsonObject().put("autotermination_minutes", 5),
                        "autotermination_minutes must be 0, or between 10 and 10000."));
    }

    @Test
    void saysWhatAPrincipalLacks() {
        Wire sales = Wire.as(workspace, "sales-only");
        String client = workspace.plan().principal("sales-only").principal().clientId();

        HttpResponse<String> answer = sales.post(
                ROOT + "start", new JsonObject().put("cluster_id", STOPPED).encode());

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(new JsonObject(answer.body()).getString("message"))
                .isEqualTo(client + " does not have Restart permissions on Nightly ETL. Please contact the owner or an"
                        + " administrator for access.");
    }

    private static List<String> ids(JsonObject page) {
        return page.getJsonArray("clusters").stream()
                .map(each -> ((JsonObject) each).getString("cluster_id"))
                .toList();
    }

    private static String state(String id) {
        return admin.getJson(ROOT + "get?cluster_id=" + id).getString("state");
    }
}
