package dev.sluice.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What ends by itself: tokens, links, results, statements. The workspace's clock is put forward; nobody waits. */
class AgingTest {
    private static final String STATEMENTS = "/api/2.0/sql/statements/";
    private static final String ME = "/api/2.0/preview/scim/v2/Me";
    private static Sandbox sandbox;
    private static Workspace workspace;
    private static Wire admin;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.builder().workspace(DefaultWorkspaces.globex()).start();
        workspace = sandbox.first();
        admin = Wire.as(workspace, "admin");
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @Test
    void refusesATokenPastItsLifetime() {
        Wire wire = new Wire(workspace, mint());
        assertThat(wire.get(ME).statusCode()).isEqualTo(200);

        workspace.clock().advance(Duration.ofMinutes(61));

        assertThat(wire.get(ME).statusCode()).isEqualTo(403);
    }

    @Test
    void refusesALinkPastItsLifetimeAndGivesAFreshOne() {
        JsonObject answer = admin.execute("SELECT 1 AS a", new JsonObject().put("disposition", "EXTERNAL_LINKS"));
        String old = link(answer.getJsonObject("result"));

        workspace.clock().advance(Duration.ofMinutes(15));

        HttpResponse<String> refused = Wire.send(Wire.bare(old));
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("<Message>Request has expired</Message>");
        String fresh = link(admin.getJson(STATEMENTS + answer.getString("statement_id") + "/result/chunks/0"));
        assertThat(Wire.send(Wire.bare(fresh)).body()).isEqualTo("[[\"1\"]]");
    }

    @Test
    void losesTheResultAnHourAfterSuccessAndTheStatementLater() {
        String id = admin.execute("SELECT 1 AS a", new JsonObject()).getString("statement_id");

        workspace.clock().advance(Duration.ofMinutes(61));

        assertThat(admin.getJson(STATEMENTS + id).getJsonObject("status").encode())
                .isEqualTo("{\"state\":\"CLOSED\"}");
        HttpResponse<String> chunk = admin.get(STATEMENTS + id + "/result/chunks/0");
        assertThat(chunk.statusCode()).isEqualTo(404);
        assertThat(new JsonObject(chunk.body()).getString("message"))
                .isEqualTo("The result of the statement " + id + " was not found.");

        workspace.clock().advance(Duration.ofHours(12));

        HttpResponse<String> gone = admin.get(STATEMENTS + id);
        assertThat(gone.statusCode()).isEqualTo(404);
        assertThat(new JsonObject(gone.body()).getString("message"))
                .isEqualTo("The statement " + id + " was not found.");
    }

    private static String link(JsonObject result) {
        return result.getJsonArray("external_links").getJsonObject(0).getString("external_link");
    }

    private static String mint() {
        WorkspacePlan.PlannedPrincipal planned = workspace.plan().allRights();
        String form = "grant_type=client_credentials&scope=all-apis&client_id="
                + planned.principal().clientId() + "&client_secret=" + planned.secret();
        return new JsonObject(Wire.send(Wire.bare(workspace.url() + "/oidc/v1/token")
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString(form)))
                        .body())
                .getString("access_token");
    }
}
