package dev.sluice.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.acceptance.SharedInstallation;
import dev.sluice.demo.Installation;
import dev.sluice.demo.Tenant;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The examples run as they are, with nothing set but where the gateway is and who calls. */
class ExamplesIT {
    private static Installation installation;
    private static Tenant tenant;

    @BeforeAll
    static void connect() {
        installation = SharedInstallation.get();
        tenant = Tenant.create(installation, "examples");
        tenant.connect("user_dbx_123", installation.workspaceOne());
    }

    @ParameterizedTest
    @EnumSource
    void theSdksExampleFindsTheAccountAndTheData(Sdk sdk) {
        assertThat(sdk.example(installation, tenant).output().lines())
                .anySatisfy(line -> assertThat(line).matches("Status: (ACTIVE|1)"))
                .contains(
                        "Statement: SUCCEEDED",
                        "Rows: 50",
                        "Catalogs: main",
                        "Tables: customers order_items orders products",
                        "Columns: order_id customer_id status total_amount created_at note",
                        "Constraints: 8")
                .anySatisfy(line -> assertThat(line).matches("Run: \\d+"));
    }

    @Test
    void langChainGetsTheToolsAndTheirAnswers() {
        Path folder = Sdk.EXAMPLES.resolve("langchain");
        String output = Packages.python(
                        "langchain", "-r", folder.resolve("requirements.txt").toString())
                .run(folder.resolve("get_tools.py"))
                .with(Sdk.environment(installation, tenant))
                .output();

        assertThat(output)
                .contains("Tools: 53")
                .contains("'state': 'SUCCEEDED'")
                .contains("OBJECT_NOT_FOUND");
    }

    @Test
    void langChainGetsTheToolsOverMcpWithATokenThatOnlyReads() {
        Path folder = Sdk.EXAMPLES.resolve("langchain");
        Map<String, String> environment = new HashMap<>();
        environment.put("SLUICE_URL", installation.gateway().url().toString());
        environment.put("SLUICE_API_KEY", tenant.apiKey());
        environment.put("SLUICE_IDENTIFIER", "user_dbx_123");
        environment.put("SLUICE_WAREHOUSE_ID", "abc123def456");

        String output = Packages.python(
                        "langchain-mcp",
                        "-r",
                        folder.resolve("mcp_requirements.txt").toString())
                .run(folder.resolve("mcp_tools.py"))
                .with(environment)
                .output();

        assertThat(output)
                .contains("Tools: 29")
                .contains("\"state\":\"SUCCEEDED\"")
                .contains("read_only: ");
    }

    @Test
    void curlCallsAToolAndStreamsRows() {
        assumeTrue(Command.areThere("sh", "curl", "sed"), "no curl");
        Map<String, String> environment = new HashMap<>(Sdk.environment(installation, tenant));
        environment.put("SLUICE_URL", installation.gateway().url().toString());

        String output = Command.in(Sdk.EXAMPLES, "sh", "curl/calls.sh")
                .with(environment)
                .output();

        assertThat(output)
                .contains("\"status\":\"ACTIVE\"")
                .contains("\"state\":\"SUCCEEDED\"")
                .contains("{\"header\":")
                .contains("{\"end\":{\"state\":\"SUCCEEDED\",\"row_count\":5")
                .contains("\"name\":\"databricksworkspace_sql_warehouses_list\"")
                .contains("\"input_schema\":");
    }
}
