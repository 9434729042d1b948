package dev.sluice.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;

import com.databricks.sdk.WorkspaceClient;
import com.databricks.sdk.core.DatabricksConfig;
import com.databricks.sdk.core.error.platform.NotFound;
import com.databricks.sdk.core.error.platform.PermissionDenied;
import com.databricks.sdk.core.error.platform.Unauthenticated;
import com.databricks.sdk.service.compute.ClusterDetails;
import com.databricks.sdk.service.compute.ListClustersRequest;
import com.databricks.sdk.service.iam.MeRequest;
import com.databricks.sdk.service.jobs.ListJobsRequest;
import com.databricks.sdk.service.sql.EndpointInfo;
import com.databricks.sdk.service.sql.ExecuteStatementRequest;
import com.databricks.sdk.service.sql.ListWarehousesRequest;
import com.databricks.sdk.service.sql.StatementResponse;
import dev.sluice.sandbox.Workspace;
import dev.sluice.testing.Gateway;
import dev.sluice.testing.Gateway.Tenant;
import dev.sluice.testing.PostgresResource;
import dev.sluice.testing.RawClient;
import dev.sluice.testing.SandboxResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Databricks' own clients use a connected account's workspace at its door, with a key of the gateway as their token. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
@WithTestResource(SandboxResource.class)
class DoorTest {
    private static final MeRequest ME = new MeRequest();
    private static final String JSON = "EnableQueryResultDownload=0;EnableArrow=0";
    private static final String ARROW = "EnableQueryResultDownload=1;EnableArrow=1";

    private final Workspace workspace = SandboxResource.first();
    private Tenant tenant;
    private String account;
    private String host;

    @BeforeEach
    void connect() {
        tenant = Gateway.tenant();
        account = connect(tenant, "agent");
        host = account.replace('_', '-') + ".doors.localhost";
    }

    @Test
    void theAccountShowsItsDoor() {
        tenant.asks()
                .get("/api/v1/connected_accounts/{id}", account)
                .then()
                .body("connected_account.workspace_door_url", equalTo("http://" + host));
        tenant.asks()
                .get("/api/v1/connected_accounts")
                .then()
                .body("connected_accounts[0].workspace_door_url", equalTo("http://" + host));
    }

    @Test
    void theJavaSdkListsAndRuns() {
        WorkspaceClient client = sdk(tenant.apiKey());

        assertThat(client.currentUser().me(ME).getUserName())
                .isEqualTo(workspace.plan().allRights().principal().clientId());
        assertThat(client.warehouses().list(new ListWarehousesRequest()))
                .extracting(EndpointInfo::getId)
                .contains(workspace.plan().warehouseId());
        assertThat(client.clusters().list(new ListClustersRequest()))
                .extracting(ClusterDetails::getClusterId)
                .isNotEmpty();
        assertThat(client.jobs().list(new ListJobsRequest())).isNotEmpty();
        StatementResponse answer = client.statementExecution()
                .executeStatement(new ExecuteStatementRequest()
                        .setWarehouseId(workspace.plan().warehouseId())
                        .setStatement("SELECT 40 + 2 AS n")
                        .setWaitTimeout("30s"));
        assertThat(answer.getResult().getDataArray()).containsExactly(List.of("42"));
    }

    @Test
    void theJavaSdkUnderstandsRefusals() {
        assertThatThrownBy(() -> sdk("slk_nobody").currentUser().me(ME))
                .isInstanceOf(Unauthenticated.class)
                .hasMessageContaining("API key");
        assertThatThrownBy(() -> sdk(tenant.scoped("tools:execute").apiKey())
                        .currentUser()
                        .me(ME))
                .isInstanceOf(PermissionDenied.class)
                .hasMessageContaining("workspace:proxy");
        assertThatThrownBy(() -> sdk(Gateway.tenant().apiKey()).currentUser().me(ME))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> sdk(tenant.apiKey()).tokens().list().iterator().hasNext())
                .isInstanceOf(PermissionDenied.class)
                .hasMessageContaining("closed");
        assertThatThrownBy(() -> sdk(tenant.apiKey()).warehouses().get("0000000000000000"))
                .isInstanceOf(NotFound.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {JSON, ARROW})
    void theJdbcDriverReadsThousandsOfRows(String mode) throws SQLException {
        try (Connection connection = jdbc(tenant.apiKey(), mode);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT order_id, status FROM main.sales.orders LIMIT 4000")) {
            int count = 0;
            while (rows.next()) {
                assertThat(rows.getString(2)).isNotEmpty();
                count++;
            }
            assertThat(count).isEqualTo(4000);
        }
    }

    @Test
    void theJdbcDriverPreparesStatementsAndReadsMetadata() throws SQLException {
        try (Connection connection = jdbc(tenant.apiKey(), JSON)) {
            try (PreparedStatement prepared =
                    connection.prepareStatement("SELECT count(*) FROM main.sales.orders WHERE order_id <= ?")) {
                prepared.setInt(1, 7);
                try (ResultSet rows = prepared.executeQuery()) {
                    assertThat(rows.next()).isTrue();
                    assertThat(rows.getInt(1)).isEqualTo(7);
                }
            }
            List<String> tables = new ArrayList<>();
            try (ResultSet found = connection.getMetaData().getTables("main", "sales", "%", null)) {
                while (found.next()) {
                    tables.add(found.getString("TABLE_NAME"));
                }
            }
            assertThat(tables).contains("orders", "customers");
            try (ResultSet columns = connection.getMetaData().getColumns("main", "sales", "orders", "%")) {
                assertThat(columns.next()).isTrue();
            }
        }
    }

    @Test
    void theJdbcDriverShowsWhyItIsRefused() {
        assertThatThrownBy(() -> jdbc("slk_nobody", JSON))
                .isInstanceOf(SQLException.class)
                .rootCause()
                .hasMessageContaining("API key");
    }

    @Test
    void aSessionTokenOpensTheDoorOfItsAccountAloneAndOnlyIfItSaysSo() {
        String other = connect(tenant, "other");
        String token = session(Map.of("identifier", "agent", "tools", List.of("workspace_proxy")));

        assertThatThrownBy(() -> sdk(session(Map.of("identifier", "agent")))
                        .currentUser()
                        .me(ME))
                .isInstanceOf(PermissionDenied.class);
        assertThat(sdk(token).currentUser().me(ME).getUserName()).isNotEmpty();
        host = other.replace('_', '-') + ".doors.localhost";
        assertThatThrownBy(() -> sdk(token).currentUser().me(ME)).isInstanceOf(PermissionDenied.class);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /q/metrics, 404",
        "GET, /q/health/live, 404",
        "GET, /q/openapi, 404",
        "GET, /keys, 404",
        "POST, /oauth/token, 404",
        "GET, /, 404",
        "GET, /connect/lnk_1, 404",
        "POST, /scalekit.v1.tools.ToolService/ListTools, 404",
        "GET, /proxy/api/2.0/preview/scim/v2/Me, 404",
        "GET, /.well-known/databricks-config, 404",
        // The workspace's own answer: it has no such path.
        "GET, /api/v1/environments, 404",
        "GET, /api/v1/connected_accounts, 404"
    })
    void nothingElseIsServedAtADoor(String method, String path, int status) throws IOException {
        assertThat(ask(method + " " + path + " HTTP/1.1\r\nHost: " + host, tenant.apiKey()))
                .startsWith("HTTP/1.1 " + status + " ")
                .doesNotContain("sluice_", "env_", "connected_accounts\":", "openapi: ", "\"keys\"");
        assertThat(ask(method + " " + path + " HTTP/1.1\r\nHost: " + host, Gateway.OPERATOR_TOKEN))
                .startsWith("HTTP/1.1 401 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /q/metrics HTTP/1.1\r\nHost: {door}:1",
                "GET /q/metrics HTTP/1.1\r\nHost: {door}.",
                "GET /q/metrics HTTP/1.1\r\nHost: x.{door}",
                "GET /q/metrics HTTP/1.1\r\nHost: none.doors.localhost",
                "GET /q/metrics HTTP/1.1\r\nHost: user@{door}",
                "GET /q/metrics HTTP/1.1\r\nHost: {door}@localhost",
                "GET /q/metrics HTTP/1.1\r\nHost: {door}/x",
                "GET /q/metrics HTTP/1.1\r\nHost: localhost\r\nHost: {door}",
                "GET /q/metrics HTTP/1.1\r\nHost: {door}\r\nHost: localhost",
                "GET http://{door}/q/metrics HTTP/1.1\r\nHost: localhost",
                "GET http://localhost/q/metrics HTTP/1.1\r\nHost: {door}",
                "GET http://{door}/api/2.0/preview/scim/v2/Me HTTP/1.1\r\nHost: {door}",
                "GET http://user@{door}/api/2.0/preview/scim/v2/Me HTTP/1.1\r\nHost: {door}"
            })
    void aHostThatIsNotPlainlyADoorOpensNothing(String head) throws IOException {
        assertThat(ask(head.replace("{door}", host), tenant.apiKey()))
                .startsWith("HTTP/1.1 4")
                .doesNotContain("sluice_")
                .doesNotContain("userName");
    }

    @Test
    void theHostThatAProxySaysItHeardIsNoDoor() throws IOException {
        assertThat(ask(
                        "GET /api/2.0/preview/scim/v2/Me HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-Host: " + host,
                        tenant.apiKey()))
                .startsWith("HTTP/1.1 404 ");
    }

    @Test
    void anHttp2AuthorityIsAHost() throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            var http = vertx.createHttpClient(new HttpClientOptions()
                    .setProtocolVersion(HttpVersion.HTTP_2)
                    .setHttp2ClearTextUpgrade(false));
            for (var expected : Map.of("/api/2.0/preview/scim/v2/Me", 200, "/q/metrics", 404)
                    .entrySet()) {
                RequestOptions options = new RequestOptions()
                        .setServer(SocketAddress.inetSocketAddress(RestAssured.port, "127.0.0.1"))
                        .setHost(host)
                        .setPort(RestAssured.port)
                        .setMethod(HttpMethod.GET)
                        .setURI(expected.getKey())
                        .putHeader("Authorization", "Bearer " + tenant.apiKey());
                int status = http.request(options)
                        .compose(request -> request.send())
                        .map(response -> response.statusCode())
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(10, TimeUnit.SECONDS);

                assertThat(status).isEqualTo(expected.getValue());
            }
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private static String ask(String head, String bearer) throws IOException {
        try (RawClient client = RawClient.connect(RestAssured.port)) {
            client.send(head + "\r\nAuthorization: Bearer " + bearer + "\r\nConnection: close\r\n\r\n");
            return client.rest();
        }
    }

    private String connect(Tenant owner, String identifier) {
        return owner.asks()
                .body(Map.of(
                        "identifier", identifier,
                        "workspace_url", workspace.url(),
                        "client_id", workspace.plan().allRights().principal().clientId(),
                        "client_secret", workspace.plan().allRights().secret()))
                .post("/api/v1/connected_accounts")
                .then()
                .statusCode(201)
                .extract()
                .path("connected_account.id");
    }

    private String session(Map<String, ?> asked) {
        return tenant.asks()
                .body(asked)
                .post("/api/v1/session_tokens")
                .then()
                .extract()
                .path("token");
    }

    private WorkspaceClient sdk(String key) {
        return new WorkspaceClient(new DatabricksConfig()
                .setHost("http://" + host + ":" + RestAssured.port)
                .setToken(key)
                .setAuthType("pat"));
    }

    private Connection jdbc(String key, String mode) throws SQLException {
        return DriverManager.getConnection("jdbc:databricks://" + host + ":" + RestAssured.port
                + "/default;ssl=0;AuthMech=3;UID=token;PWD=" + key + ";httpPath=/sql/1.0/warehouses/"
                + workspace.plan().warehouseId() + ";UseThriftClient=0;EnableTelemetry=0;" + mode);
    }
}
