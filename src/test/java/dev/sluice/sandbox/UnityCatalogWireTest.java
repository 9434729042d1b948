package dev.sluice.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The Unity Catalog lists: what is left out, what is refused, how they page. */
class UnityCatalogWireTest {
    private static final String ROOT = "/api/2.1/unity-catalog/";
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
    void describesACatalog() {
        JsonObject answer = admin.getJson(ROOT + "catalogs?max_results=0");

        JsonObject catalog = answer.getJsonArray("catalogs").stream()
                .map(JsonObject.class::cast)
                .filter(entry -> entry.getString("name").equals("globex"))
                .findFirst()
                .orElseThrow();
        assertThat(catalog.getString("catalog_type")).isEqualTo("MANAGED_CATALOG");
        assertThat(catalog.containsKey("browse_only")).isFalse();
    }

    @Test
    void pagesOneByOneUntilThereIsNoToken() {
        int all = admin.getJson(ROOT + "schemas?catalog_name=globex")
                .getJsonArray("schemas")
                .size();

        int seen = 0;
        String token = "";
        while (token != null) {
            JsonObject page = admin.getJson(ROOT + "schemas?catalog_name=globex&max_results=1&page_token=" + token);
            seen += page.getJsonArray("schemas").size();
            token = page.getString("next_page_token");
        }

        assertThat(seen).isEqualTo(all).isPositive();
    }

    @Test
    void saysThatACatalogDoesNotExist() {
        HttpResponse<String> answer = admin.get(ROOT + "schemas?catalog_name=atlantis");

        assertThat(answer.statusCode()).isEqualTo(404);
        JsonObject body = new JsonObject(answer.body());
        assertThat(body.getString("error_code")).isEqualTo("CATALOG_DOES_NOT_EXIST");
        assertThat(body.getString("message")).isEqualTo("Catalog 'atlantis' does not exist.");
    }

    @Test
    void refusesASchemaThatThePrincipalMayNotUse() {
        HttpResponse<String> answer =
                Wire.as(workspace, "sales-only").get(ROOT + "tables?catalog_name=globex&schema_name=flights");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(new JsonObject(answer.body()).getString("message"))
                .isEqualTo("User does not have USE SCHEMA on Schema 'globex.flights'.");
    }

    @Test
    void refusesANegativePageSize() {
        assertThat(admin.get(ROOT + "catalogs?max_results=-1").statusCode()).isEqualTo(400);
    }
}
