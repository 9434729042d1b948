package dev.sluice.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.databricks.sdk.WorkspaceClient;
import com.databricks.sdk.core.DatabricksException;
import com.databricks.sdk.core.error.platform.InvalidParameterValue;
import com.databricks.sdk.core.error.platform.NotFound;
import com.databricks.sdk.core.error.platform.PermissionDenied;
import com.databricks.sdk.service.catalog.CatalogInfo;
import com.databricks.sdk.service.catalog.ListCatalogsRequest;
import com.databricks.sdk.service.catalog.SchemaInfo;
import com.databricks.sdk.service.catalog.TableInfo;
import com.databricks.sdk.service.iam.MeRequest;
import com.databricks.sdk.service.sql.Disposition;
import com.databricks.sdk.service.sql.EndpointInfo;
import com.databricks.sdk.service.sql.ExecuteStatementRequest;
import com.databricks.sdk.service.sql.ListWarehousesRequest;
import com.databricks.sdk.service.sql.ResultData;
import com.databricks.sdk.service.sql.State;
import com.databricks.sdk.service.sql.StatementParameterListItem;
import com.databricks.sdk.service.sql.StatementResponse;
import com.databricks.sdk.service.sql.StatementState;
import com.google.common.collect.Lists;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The official Java SDK, signed in as a service principal, against the sandbox. */
class JavaSdkTest {
    private static final String WAREHOUSE = "abc123def456";
    private static Sandbox sandbox;
    private static Workspace workspace;
    private static WorkspaceClient admin;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.builder().workspace(DefaultWorkspaces.acme()).start();
        workspace = sandbox.first();
        workspace.settings().change(TestSettings.smallChunks(64 << 10));
        admin = Sdk.client(workspace, workspace.plan().allRights());
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @Test
    void runsAQueryWithParameters() {
        StatementResponse answer = admin.statementExecution()
                .executeStatement(request("SELECT order_id FROM main.sales.orders WHERE order_id = :id")
                        .setParameters(List.of(new StatementParameterListItem()
                                .setName("id")
                                .setValue("7")
                                .setType("BIGINT"))));

        assertThat(answer.getStatus().getState()).isEqualTo(StatementState.SUCCEEDED);
        assertThat(answer.getResult().getDataArray()).hasSize(1);
        assertThat(answer.getResult().getDataArray().iterator().next()).containsExactly("7");
    }

    @Test
    void pagesThroughTheChunksOfAnInlineResult() {
        StatementResponse answer = admin.statementExecution()
                .executeStatement(request("SELECT order_id, status, created_at FROM main.sales.orders LIMIT 4000"));

        ResultData page = answer.getResult();
        long rows = page.getDataArray().size();
        while (page.getNextChunkIndex() != null) {
            page = admin.statementExecution()
                    .getStatementResultChunkN(answer.getStatementId(), page.getNextChunkIndex());
            assertThat(page.getRowOffset()).isEqualTo(rows);
            rows += page.getDataArray().size();
        }
        assertThat(answer.getManifest().getTotalChunkCount()).isGreaterThan(1);
        assertThat(rows).isEqualTo(4000);
    }

    @Test
    void getsLinksForALargeResult() {
        StatementResponse answer = admin.statementExecution()
                .executeStatement(request("SELECT order_id FROM main.sales.orders ORDER BY order_id LIMIT 3")
                        .setDisposition(Disposition.EXTERNAL_LINKS));

        String link = Lists.newArrayList(answer.getResult().getExternalLinks())
                .getFirst()
                .getExternalLink();
        assertThat(Wire.send(Wire.bare(link)).body()).isEqualTo("[[\"1\"],[\"2\"],[\"3\"]]");
    }

    @Test
    void listsTheWarehousesThatThePrincipalMaySee() {
        List<EndpointInfo> all = Lists.newArrayList(admin.warehouses().list(new ListWarehousesRequest()));
        List<EndpointInfo> one =
                Lists.newArrayList(Sdk.client(workspace, workspace.plan().principal("sales-only"))
                        .warehouses()
                        .list(new ListWarehousesRequest()));

        assertThat(all).extracting(EndpointInfo::getId).containsExactly(WAREHOUSE, "a1b2c3d4e5f60718");
        assertThat(one).extracting(EndpointInfo::getId).containsExactly(WAREHOUSE);
        assertThat(all.getFirst().getState()).isEqualTo(State.RUNNING);
    }

    @Test
    void walksTheCatalogToItsTables() {
        assertThat(Lists.newArrayList(admin.catalogs().list(new ListCatalogsRequest())))
                .extracting(CatalogInfo::getName)
                .contains("main");
        assertThat(Lists.newArrayList(admin.schemas().list("main")))
                .extracting(SchemaInfo::getFullName)
                .contains("main.sales");
        assertThat(Lists.newArrayList(admin.tables().list("main", "sales")))
                .extracting(TableInfo::getFullName)
                .contains("main.sales.orders");
    }

    @Test
    void seesADeniedWarehouseAsPermissionDenied() {
        WorkspaceClient client = Sdk.client(workspace, workspace.plan().principal("no-warehouse"));

        assertThatThrownBy(() -> client.statementExecution().executeStatement(request("SELECT 1")))
                .isInstanceOf(PermissionDenied.class)
                .hasMessageStartingWith("You do not have permission to use the SQL Warehouse.");
    }

    @Test
    void seesAMalformedWarehouseIdAsAnInvalidParameter() {
        assertThatThrownBy(() -> admin.statementExecution()
                        .executeStatement(request("SELECT 1").setWarehouseId("nosuch")))
                .isInstanceOf(InvalidParameterValue.class)
                .hasMessageStartingWith("nosuch is not a valid endpoint id.");
    }

    @Test
    void seesAnUnknownStatementAsNotFound() {
        String id = "00000000-0000-0000-0000-000000000000";

        assertThatThrownBy(() -> admin.statementExecution().getStatement(id))
                .isInstanceOf(NotFound.class)
                .hasMessageStartingWith("The statement " + id + " was not found.");
    }

    @Test
    void readsAFailedStatementWithItsSqlState() {
        StatementResponse answer =
                admin.statementExecution().executeStatement(request("SELECT * FROM main.sales.no_such_table"));

        assertThat(answer.getStatus().getState()).isEqualTo(StatementState.FAILED);
        assertThat(answer.getStatus().getError().getErrorCode().name()).isEqualTo("BAD_REQUEST");
    }

    @Test
    void cannotSignInWithAWrongSecret() {
        WorkspaceClient client =
                Sdk.client(workspace, workspace.plan().allRights().principal().clientId(), "wrong");

        assertThatThrownBy(() -> client.currentUser().me(new MeRequest()))
                .isInstanceOf(DatabricksException.class)
                .hasMessageContaining("invalid_client");
    }

    @Test
    void knowsWhoItIs() {
        assertThat(admin.currentUser().me(new MeRequest()).getUserName())
                .isEqualTo(workspace.plan().allRights().principal().clientId());
    }

    private static ExecuteStatementRequest request(String sql) {
        return new ExecuteStatementRequest().setWarehouseId(WAREHOUSE).setStatement(sql);
    }
}
