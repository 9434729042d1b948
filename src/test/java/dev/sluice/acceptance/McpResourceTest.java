package dev.sluice.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.sandbox.Workspace;
import dev.sluice.testing.Gateway;
import dev.sluice.testing.Gateway.Tenant;
import dev.sluice.testing.McpWire;
import dev.sluice.testing.McpWire.Reply;
import dev.sluice.testing.PostgresResource;
import dev.sluice.testing.SandboxResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a workspace's catalogs hold, as resources of the Model Context Protocol. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
@WithTestResource(SandboxResource.class)
class McpResourceTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Workspace workspace = SandboxResource.first();
    private Tenant tenant;

    @BeforeEach
    void connect() {
        tenant = Gateway.tenant();
        tenant.connect("agent", workspace, workspace.plan().allRights());
    }

    @Test
    void catalogsSchemasAndTablesAreResources() throws JsonProcessingException {
        assertThat(asked("resources/list", "{}").result().at("/resources")).hasSize(1);
        assertThat(asked("resources/templates/list", "{}").result().findValuesAsText("uriTemplate"))
                .contains("databricks://tables/{catalog}.{schema}.{table}{?warehouse_id}");
        assertThat(resource("databricks://catalogs").at("/catalogs").findValuesAsText("name"))
                .contains("main");
        assertThat(resource("databricks://schemas/main").at("/schemas").findValuesAsText("name"))
                .contains("sales");
        assertThat(resource("databricks://tables/main.sales").at("/tables").findValuesAsText("name"))
                .contains("orders", "customers");
    }

    @Test
    void aTableIsReadWithItsKeysOnAWarehouseThatRunsOrIsNamed() throws JsonProcessingException {
        JsonNode orders = resource("databricks://tables/main.sales.orders");

        assertThat(orders.path("columns").findValuesAsText("column_name")).contains("order_id", "customer_id");
        assertThat(orders.path("constraints").findValuesAsText("constraint_type"))
                .contains("PRIMARY KEY", "FOREIGN KEY");
        assertThat(orders.path("constraints").findValuesAsText("table_name")).containsOnly("orders");
        assertThat(resource("databricks://tables/main.sales.orders?warehouse_id="
                        + workspace.plan().warehouseId()))
                .isEqualTo(orders);
    }

    @Test
    void aTableThatThereIsNotIsAnError() {
        JsonNode error = read("databricks://tables/main.sales.no_such_table").error();

        assertThat(error.path("code").asInt()).isEqualTo(-32002);
        assertThat(error.path("message").asText()).startsWith("object_not_found: There is no such table");
    }

    private JsonNode resource(String uri) throws JsonProcessingException {
        return JSON.readTree(read(uri).result().at("/contents/0/text").asText());
    }

    private Reply read(String uri) {
        return asked("resources/read", "{\"uri\":\"" + uri + "\"}");
    }

    private Reply asked(String method, String params) {
        return McpWire.agentOf(tenant).call("1", method, params);
    }
}
