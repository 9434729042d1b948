package dev.sluice.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.demo.Installation;
import dev.sluice.demo.Layout;
import dev.sluice.demo.Tenant;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("containers")
class ContainerDatabaseIT {
    @TempDir
    private Path directory;

    @Test
    void thePackagedGatewayKeepsItsAccountsInAPostgresContainer() {
        try (Installation installation = Installation.start(Layout.free(256, directory), ContainerDatabase::start)) {
            Tenant tenant = Tenant.create(installation, "container");
            tenant.connect("known", installation.workspaceOne());

            assertThat(tenant.api()
                            .post(
                                    "/api/v1/execute_tool",
                                    Burst.tool("databricksworkspace_sql_warehouses_list", "known"))
                            .orFail("The tool call")
                            .getJsonObject("data")
                            .getJsonArray("warehouses"))
                    .hasSize(2);
        }
    }
}
