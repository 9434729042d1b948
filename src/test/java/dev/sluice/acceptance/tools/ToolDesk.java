package dev.sluice.acceptance.tools;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.sandbox.Workspace;
import dev.sluice.sandbox.WorkspacePlan.PlannedPrincipal;
import dev.sluice.testing.Gateway;
import dev.sluice.testing.Gateway.Tenant;
import dev.sluice.testing.SandboxResource;
import io.restassured.response.Response;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Calls tools as the principals of the sandbox's first workspace, each through a connected account of its name. */
final class ToolDesk {
    static final String ADMIN = "admin";
    /** Reads all data, but has no right on any warehouse, cluster or job. */
    static final String NO_WAREHOUSE = "no-warehouse";
    /** Reads the schema sales alone. */
    static final String SALES_ONLY = "sales-only";
    /** Its client secret is wrong. */
    static final String STRANGER = "stranger";

    static final String RUNNING_WAREHOUSE = "abc123def456";
    static final String STOPPED_WAREHOUSE = "a1b2c3d4e5f60718";

    static final String PREFIX = "databricksworkspace_";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Tenant tenant;

    private ToolDesk(Tenant tenant) {
        this.tenant = tenant;
    }

    /** An answer as it came. */
    record Reply(int status, int bytes, JsonNode body) {}

    /** A desk of a tenant of its own. */
    static ToolDesk open() {
        ToolDesk desk = new ToolDesk(Gateway.tenant());
        workspace().plan().principals().forEach(desk::connect);
        desk.connect(STRANGER, workspace().plan().allRights().principal().clientId(), "not-the-secret");
        return desk;
    }

    static Workspace workspace() {
        return SandboxResource.first();
    }

    private void connect(PlannedPrincipal planned) {
        connect(planned.principal().displayName(), planned.principal().clientId(), planned.secret());
    }

    private void connect(String identifier, String clientId, String secret) {
        tenant.connect(identifier, workspace(), clientId, secret);
    }

    /** @param tool its name without the connector's prefix */
    Reply call(String principal, String tool, Map<String, ?> params) {
        Response response = tenant.asks()
                .body(Map.of("tool_name", PREFIX + tool, "identifier", principal, "params", params))
                .post("/api/v1/execute_tool");
        return new Reply(response.statusCode(), response.asByteArray().length, json(response.asString()));
    }

    /** What a call of the administrator gives, which must succeed. */
    JsonNode data(String tool, Map<String, ?> params) {
        Reply reply = call(ADMIN, tool, params);
        assertThat(reply.status()).as("%s: %s", tool, reply.body()).isEqualTo(200);
        return reply.body().get("data");
    }

    JsonNode data(String tool, Object... namesAndValues) {
        return data(tool, params(namesAndValues));
    }

    /** The problem that a call runs into. */
    JsonNode problem(String principal, String tool, Map<String, ?> params) {
        Reply reply = call(principal, tool, params);
        assertThat(reply.status()).as("%s: %s", tool, reply.body()).isBetween(400, 599);
        return reply.body();
    }

    /** Makes and answers a SQL statement on the warehouse that runs. */
    JsonNode sql(String statement) {
        return data("sql_statement_execute", "statement", statement, "warehouse_id", RUNNING_WAREHOUSE);
    }

    static Map<String, Object> params(Object... namesAndValues) {
        Map<String, Object> params = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            params.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return params;
    }

    /** An object's members. */
    static Map<String, Object> map(Object object) {
        return JSON.convertValue(object, new TypeReference<LinkedHashMap<String, Object>>() {});
    }

    /** A name that no other test uses. */
    static String unique(String stem) {
        return stem + "_" + UUID.randomUUID().toString().replace("-", "");
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException notJson) {
            throw new AssertionError(text, notJson);
        }
    }
}
