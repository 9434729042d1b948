package dev.sluice.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.sluice.testing.Gateway;
import dev.sluice.testing.Gateway.Tenant;
import dev.sluice.testing.PostgresResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The lists of tools over REST, in the official API's names and in plain ones. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
class ToolListTest {
    private static final String CLUSTERS = "databricksworkspace_clusters_list";
    private static final String CLUSTER_START = "databricksworkspace_cluster_start";
    private static final String EXECUTE = "databricksworkspace_sql_statement_execute";

    private Tenant tenant;

    @BeforeEach
    void setUp() {
        tenant = Gateway.tenant();
    }

    @Test
    void theCatalogueIsNoSecret() {
        Gateway.request()
                .get("/api/v1/tools")
                .then()
                .statusCode(200)
                .body("total_size", equalTo(53))
                .body("tools", hasSize(53))
                .body("tools.id", everyItem(startsWith("tol_")))
                .body("tools.provider", everyItem(equalTo("databricksworkspace")))
                .body(
                        "tools.definition",
                        everyItem(allOf(
                                hasKey("name"),
                                hasKey("display_name"),
                                hasKey("description"),
                                hasKey("input_schema"),
                                hasKey("output_schema"),
                                hasKey("annotations"))))
                .body("tool_names", nullValue())
                .body("next_page_token", nullValue());
    }

    @Test
    void credentialsThatAreGivenMustBeValid() {
        Gateway.bearer("slk_nobodys").get("/api/v1/tools").then().statusCode(401);
        Gateway.request().get("/api/v1/tools/scoped?identifier=x").then().statusCode(401);
        Gateway.request().get("/api/v1/tools/available?identifier=x").then().statusCode(401);
    }

    @Test
    void aCallerSeesTheToolsOfItsPolicy() {
        held(List.of(CLUSTERS, CLUSTER_START), false)
                .get("/api/v1/tools")
                .then()
                .body("tools.definition.name", containsInAnyOrder(CLUSTERS, CLUSTER_START));
        held(List.of(CLUSTERS, CLUSTER_START), true)
                .get("/api/v1/tools")
                .then()
                .body("tools.definition.name", contains(CLUSTERS));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "filter.tool_name=%1$s&filter.tool_name=%2$s             | 2",
                "tool_name=%1$s&tool_name=%2$s&tool_name=none            | 2",
                "filter.provider=databricksworkspace                     | 53",
                "provider=gmail                                          | 0",
                "filter.query=Clusters%%20LIST                           | 1",
                "query=clusters_list                                     | 1"
            })
    void toolsAreChosen(String query, int count) {
        JsonPath list = tenant.asks()
                .get("/api/v1/tools?" + query.formatted(CLUSTERS, CLUSTER_START))
                .jsonPath();

        assertThat(list.getList("tools")).hasSize(count);
        assertThat(list.getInt("total_size")).isEqualTo(count);
    }

    @Test
    void aSummaryIsTheNamesInPages() {
        List<String> names = new ArrayList<>();
        String token = "";
        do {
            JsonPath page = tenant.asks()
                    .get("/api/v1/tools?filter.summary=true&page_size=20&page_token=" + token)
                    .jsonPath();
            assertThat(page.<Object>get("tools")).isNull();
            names.addAll(page.getList("tool_names"));
            token = page.getString("next_page_token");
        } while (token != null);

        assertThat(names).hasSize(53).doesNotHaveDuplicates().contains(EXECUTE);
    }

    @Test
    void anIdentifiersToolsAreListedWithItsAccount() {
        String account = tenant.account("who", "s");

        tenant.asks()
                .get("/api/v1/tools/scoped?identifier=who&filter.tool_names=" + CLUSTERS)
                .then()
                .statusCode(200)
                .body("tools.tool.definition.name", contains(CLUSTERS))
                .body("tools.connected_account_id", contains(account))
                .body("tools.identifier", contains("who"));
        tenant.asks()
                .get("/api/v1/tools/scoped?identifier=who&filter.connection_names=another")
                .then()
                .body("tools", hasSize(0));
        tenant.asks().get("/api/v1/tools/available?identifier=who").then().body("tools", hasSize(53));
        tenant.asks()
                .get("/api/v1/tools/available?identifier=nobody")
                .then()
                .statusCode(200)
                .body("tools", hasSize(0));
        tenant.asks().get("/api/v1/tools/scoped").then().statusCode(400).body("pointer", equalTo("/identifier"));
    }

    @ParameterizedTest
    @CsvSource({"openai, function.name", "openai_strict, function.name", "anthropic, name", "mcp, name"})
    void toolsAreGivenAsOthersTakeThem(String format, String name) {
        Gateway.request()
                .get("/api/v1/tools?format=" + format)
                .then()
                .statusCode(200)
                .body("$", hasSize(53))
                .body(name, hasItem(EXECUTE));
        held(List.of(CLUSTERS), true)
                .get("/api/v1/tools?format=" + format)
                .then()
                .body(name, contains(CLUSTERS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"format=gemini", "page_size=x", "page_size=-1", "page_token=x"})
    void aListThatCannotBeIsRefusedWithItsPlace(String query) {
        tenant.asks()
                .get("/api/v1/tools?" + query)
                .then()
                .statusCode(400)
                .body("pointer", equalTo("/" + query.substring(0, query.indexOf('='))));
    }

    @Test
    void theCatalogueCannotBeChanged() {
        for (var response : List.of(
                tenant.asks().body(Map.of()).post("/api/v1/tools"),
                tenant.asks().body(Map.of()).put("/api/v1/tools"),
                tenant.asks().delete("/api/v1/tools/tol_x"),
                tenant.asks().body(Map.of("name", CLUSTERS)).post("/api/v1/tools:set_default"))) {
            response.then()
                    .statusCode(405)
                    .body("code", equalTo("method_not_allowed"))
                    .body("detail", containsString("cannot be changed"));
        }
    }

    @Test
    void theOfficialPathsOfAccountsAndConnectionsAreServed() {
        String account = tenant.account("who", "canary-of-a-secret");

        String shown = tenant.asks()
                .get("/api/v1/connected_accounts/auth?connector=databricksworkspace&identifier=who")
                .then()
                .statusCode(200)
                .body("connected_account.id", equalTo(account))
                .extract()
                .asString();
        assertThat(shown).doesNotContain("canary-of-a-secret");
        tenant.asks()
                .get("/api/v1/connections/app?provider=DATABRICKSWORKSPACE&query=works")
                .then()
                .body("connections.name", contains("databricksworkspace"));
        tenant.asks()
                .get("/api/v1/connections/app?provider=gmail")
                .then()
                .body("connections", hasSize(0))
                .body("total_size", equalTo(0));
        tenant.asks()
                .body(Map.of("identifier", "who", "connector", "databricksworkspace"))
                .post("/api/v1/connected_accounts:delete")
                .then()
                .statusCode(200);
    }

    private RequestSpecification held(List<String> tools, boolean readOnly) {
        String key = Gateway.operator()
                .body(Map.of("name", "held", "tool_policy", Map.of("tools", tools, "read_only", readOnly)))
                .post("/api/v1/environments/{id}/api_keys", tenant.environment())
                .then()
                .statusCode(201)
                .extract()
                .path("api_key");
        return Gateway.bearer(key);
    }
}
