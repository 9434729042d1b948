package dev.sluice.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The sandbox's own face: what it counts, and what it changes. */
class ControlTest {
    private static final String ME = "/api/2.0/preview/scim/v2/Me";
    private static Sandbox sandbox;
    private static Workspace workspace;
    private static Wire admin;
    private static Wire sales;
    private static String salesId;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.builder().workspace(DefaultWorkspaces.globex()).start();
        workspace = sandbox.first();
        admin = Wire.as(workspace, "admin");
        sales = Wire.as(workspace, "sales-only");
        salesId = workspace.plan().principal("sales-only").principal().clientId();
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @BeforeEach
    void reset() {
        admin.post("/sandbox/reset", "");
    }

    @Test
    void countsRequestsByPrincipalAndRoute() {
        IntStream.range(0, 3).forEach(i -> sales.get(ME));
        admin.execute("SELECT 1", new JsonObject());

        JsonObject counters = admin.getJson("/sandbox/counters");

        assertThat(counters.getLong("requests")).isEqualTo(4);
        assertThat(counters.getLong("executes")).isEqualTo(1);
        assertThat(counters.getJsonObject("by_principal").getJsonObject(salesId).encode())
                .isEqualTo("{\"GET /api/2.0/preview/scim/v2/Me\":3}");
    }

    @Test
    void losesNoRequestOfABurst() {
        List<CompletableFuture<Integer>> burst = IntStream.range(0, 3000)
                .mapToObj(i -> Wire.sendAsync((i % 2 == 0 ? sales : admin).request(ME)))
                .toList();

        assertThat(burst).allSatisfy(answer -> assertThat(answer.join()).isEqualTo(200));
        assertThat(workspace.ledger().requests(salesId, "GET " + ME)).isEqualTo(1500);
        assertThat(workspace.ledger().requests()).isEqualTo(3000);
    }

    @Test
    void keepsTheLatestRequestsInItsJournal() {
        sales.get("/api/2.0/nowhere?token=secret");

        JsonObject seen =
                admin.getJson("/sandbox/journal").getJsonArray("requests").getJsonObject(0);

        assertThat(seen.getString("path")).isEqualTo("/api/2.0/nowhere");
        assertThat(seen.getInteger("status")).isEqualTo(404);
        assertThat(seen.getBoolean("complete")).isTrue();
    }

    @Test
    void turnsAwayAPrincipalThatWasRevokedUntilItIsRestored() {
        admin.post("/sandbox/principals/" + salesId + "/revoke", "");
        HttpResponse<String> token = mint("toy-secret-globex-sales-only");
        HttpResponse<String> call = sales.get(ME);
        admin.post("/sandbox/principals/" + salesId + "/restore", "");

        assertThat(token.statusCode()).isEqualTo(401);
        assertThat(call.statusCode()).isEqualTo(403);
        assertThat(sales.get(ME).statusCode()).isEqualTo(200);
    }

    @Test
    void takesANewSecretForTheOldOne() {
        admin.post("/sandbox/principals/" + salesId + "/secret", "{\"secret\":\"fresh\"}");

        assertThat(mint("toy-secret-globex-sales-only").statusCode()).isEqualTo(401);
        assertThat(mint("fresh").statusCode()).isEqualTo(200);

        admin.post("/sandbox/principals/" + salesId + "/secret", "{\"secret\":\"toy-secret-globex-sales-only\"}");
    }

    @Test
    void endsMintedTokensAtOnceAndLeavesStaticOnes() {
        String token = new JsonObject(mint("toy-secret-globex-sales-only").body()).getString("access_token");

        admin.post("/sandbox/tokens/expire", "{}");

        assertThat(new Wire(workspace, token).get(ME).statusCode()).isEqualTo(403);
        assertThat(sales.get(ME).statusCode()).isEqualTo(200);
    }

    @Test
    void mintsForAsLongAsItIsTold() {
        admin.post("/sandbox/settings", "{\"tokens\":{\"lifetime\":\"PT90S\"}}");

        JsonObject token = new JsonObject(mint("toy-secret-globex-sales-only").body());

        admin.post("/sandbox/settings", "{\"tokens\":{\"lifetime\":\"PT1H\"}}");
        assertThat(token.getInteger("expires_in")).isEqualTo(90);
    }

    @Test
    void refusesASettingThatDoesNotExist() {
        HttpResponse<String> answer = admin.post("/sandbox/settings", "{\"tokens\":{\"lifetme\":\"PT90S\"}}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("{\"error\":\"No setting lifetme; there are [lifetime, revoked_status]\"}");
    }

    @Test
    void grantsAndRevokesARightOnAWarehouse() {
        String path = "/sandbox/warehouses/" + workspace.plan().warehouseId() + "/rights";
        String noWarehouse =
                workspace.plan().principal("no-warehouse").principal().clientId();
        Wire client = Wire.as(workspace, "no-warehouse");

        admin.post(path, "{\"principal\":\"" + noWarehouse + "\",\"right\":\"CAN_USE\"}");
        JsonObject allowed = client.execute("SELECT 1", new JsonObject());
        Wire.send(admin.request(path)
                .method("DELETE", BodyPublishers.ofString("{\"principal\":\"" + noWarehouse + "\"}")));
        JsonObject refused = client.execute("SELECT 1", new JsonObject());

        assertThat(allowed.getJsonObject("status").getString("state")).isEqualTo("SUCCEEDED");
        assertThat(refused.getString("error_code")).isEqualTo("PERMISSION_DENIED");
    }

    private static HttpResponse<String> mint(String secret) {
        String form = "grant_type=client_credentials&client_id=" + salesId + "&client_secret=" + secret;
        return Wire.send(Wire.bare(workspace.url() + "/oidc/v1/token")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    }
}
