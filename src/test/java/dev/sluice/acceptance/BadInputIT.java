package dev.sluice.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.demo.Installation;
import dev.sluice.demo.JsonApi;
import dev.sluice.demo.Tenant;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BadInputIT {
    private static final String TOOL = "/api/v1/execute_tool";
    private static final String STREAM = "/api/v1/sql/stream";
    private static final String ACCOUNTS = "/api/v1/connected_accounts";
    private static final String LIST = "databricksworkspace_sql_warehouses_list";

    private static JsonApi api;
    private static String warehouse;

    @BeforeAll
    static void connect() {
        Installation installation = SharedInstallation.get();
        Tenant tenant = Tenant.create(installation, "bad-input");
        tenant.connect("known", installation.workspaceOne());
        warehouse = installation.workspaceOne().plan().warehouseId();
        api = tenant.api();
    }

    /** @param body WAREHOUSE stands for one that exists */
    record Case(String path, String body, int status, String code) {}

    static Stream<Case> toolCalls() {
        return Stream.of(
                new Case(TOOL, "", 400, "invalid_request"),
                new Case(TOOL, "[]", 400, "invalid_request"),
                new Case(TOOL, "{\"tool_name\":", 400, "invalid_request"),
                new Case(TOOL, "{} {}", 400, "invalid_request"),
                new Case(TOOL, "{}", 400, "invalid_request"),
                new Case(TOOL, "{\"tool_name\":7,\"identifier\":\"known\"}", 400, "invalid_request"),
                new Case(TOOL, tool("nonsense", "known", "{}"), 404, "tool_not_found"),
                new Case(TOOL, tool(LIST, "unknown", "{}"), 404, "account_not_found"),
                new Case(TOOL, tool(LIST, "known", "[]"), 400, "invalid_request"),
                new Case(TOOL, tool(LIST, "known", "{\"page\":1}"), 400, "invalid_request"),
                new Case(
                        TOOL,
                        tool(LIST.replace("warehouses_list", "warehouse_get"), "known", "{}"),
                        400,
                        "invalid_request"),
                new Case(
                        TOOL,
                        tool(
                                "databricksworkspace_sql_statement_get",
                                "known",
                                "{\"statement_id\":\"../../../oidc/v1/token\"}"),
                        400,
                        "invalid_request"));
    }

    static Stream<Case> streams() {
        return Stream.of(
                new Case(STREAM, "nonsense", 400, "invalid_request"),
                new Case(STREAM, stream("known", "WAREHOUSE", "7"), 400, "invalid_request"),
                new Case(STREAM, stream("known", "WAREHOUSE", "\"\""), 400, "invalid_request"),
                new Case(STREAM, stream("unknown", "WAREHOUSE", "\"SELECT 1\""), 404, "account_not_found"),
                new Case(STREAM, stream("known", "ffffffffffffffff", "\"SELECT 1\""), 404, "warehouse_not_found"),
                new Case(STREAM, stream("known", "WAREHOUSE", "\"SELECT nothing_there\""), 422, "sql_error"),
                new Case(
                        STREAM,
                        stream("known", "WAREHOUSE", "\"SELECT 1\",\"rows\":\"tables\""),
                        400,
                        "invalid_request"),
                new Case(STREAM, stream("known", "WAREHOUSE", "\"SELECT 1\",\"row_limit\":-1"), 400, "invalid_request"),
                new Case(STREAM, stream("known", "WAREHOUSE", "\"SELECT 1\",\"limit\":1"), 400, "invalid_request"),
                new Case(STREAM, stream("known", "WAREHOUSE", tooLong(17)), 400, "invalid_request"),
                new Case(STREAM, stream("known", "WAREHOUSE", tooLong(20)), 413, "payload_too_large"));
    }

    static Stream<Case> accounts() {
        return Stream.of(
                new Case(ACCOUNTS, "null", 400, "invalid_request"),
                new Case(ACCOUNTS, "{\"identifier\":7}", 400, "invalid_request"),
                new Case(ACCOUNTS, "{\"connector\":\"databricksworkspace\"}", 400, "invalid_request"),
                new Case(ACCOUNTS, account("http://acme.cloud.databricks.com"), 400, "invalid_host"),
                new Case(ACCOUNTS, account("https://me:pass@acme.cloud.databricks.com"), 400, "invalid_host"),
                new Case(ACCOUNTS, account("https://127.0.0.1"), 400, "invalid_host"),
                new Case(ACCOUNTS, account("[::1]"), 400, "invalid_host"),
                new Case(ACCOUNTS, account("169.254.169.254"), 400, "invalid_host"),
                new Case(ACCOUNTS, account("acmecloud.databricks.com.example.org"), 400, "invalid_host"),
                new Case(ACCOUNTS, account("evilcloud.databricks.com"), 400, "invalid_host"),
                new Case(ACCOUNTS, account("acme.cloud.databricks.com:8443"), 400, "invalid_host"),
                new Case(ACCOUNTS, account("acme.cloud.databricks.com/@example.org"), 400, "invalid_host"));
    }

    @ParameterizedTest
    @MethodSource({"toolCalls", "streams", "accounts"})
    void isToldWithACodeAndAHint(Case bad) {
        JsonApi.Answer answer = api.post(bad.path, bad.body.replace("WAREHOUSE", warehouse));

        assertThat(answer.status()).as(answer.body().encode()).isEqualTo(bad.status);
        assertThat(answer.body().getString("code")).isEqualTo(bad.code);
        assertThat(answer.body().getString("hint")).isNotBlank();
        assertThat(answer.contentType()).isEqualTo("application/problem+json");
    }

    private static String tool(String name, String identifier, String params) {
        return "{\"tool_name\":\"%s\",\"identifier\":\"%s\",\"params\":%s}".formatted(name, identifier, params);
    }

    private static String account(String workspace) {
        return "{\"identifier\":\"new\",\"workspace_url\":\"%s\",\"client_id\":\"a\",\"client_secret\":\"b\"}"
                .formatted(workspace);
    }

    private static String stream(String identifier, String warehouse, String statement) {
        return "{\"identifier\":\"%s\",\"warehouse_id\":\"%s\",\"statement\":%s}"
                .formatted(identifier, warehouse, statement);
    }

    private static String tooLong(int mebibytes) {
        return "\"SELECT '" + "x".repeat(mebibytes << 20) + "'\"";
    }
}
