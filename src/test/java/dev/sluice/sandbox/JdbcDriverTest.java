package dev.sluice.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The official JDBC driver in its Statement Execution mode against the sandbox. */
class JdbcDriverTest {
    private static final String JSON = "EnableQueryResultDownload=0;EnableArrow=0";
    private static final String ARROW = "EnableQueryResultDownload=1;EnableArrow=1";
    private static Sandbox sandbox;
    private static Workspace workspace;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.builder().workspace(DefaultWorkspaces.acme()).start();
        workspace = sandbox.first();
        workspace.settings().change(TestSettings.smallChunks(64 << 10));
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @Test
    void readsRowsAsJson() throws SQLException {
        assertThat(countRows(JSON, "SELECT order_id, status FROM main.sales.orders LIMIT 4000"))
                .isEqualTo(4000);
    }

    @Test
    void readsRowsAsArrowThroughLinks() throws SQLException {
        assertThat(countRows(ARROW, "SELECT order_id, status FROM main.sales.orders LIMIT 4000"))
                .isEqualTo(4000);
    }

    @Test
    void opensAndClosesItsSession() throws SQLException {
        Connection connection = connect("admin", JSON);
        assertThat(workspace.warehouses().find("abc123def456").orElseThrow().sessions())
                .hasPositiveValue();

        connection.close();

        assertThat(connection.isClosed()).isTrue();
    }

    @Test
    void seesTheTextOfAFailedStatement() throws SQLException {
        try (Connection connection = connect("admin", JSON);
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.executeQuery("SELECT * FROM main.sales.no_such_table"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("no_such_table");
        }
    }

    @Test
    void cannotConnectWithoutARightOnTheWarehouse() {
        assertThatThrownBy(() -> connect("no-warehouse", JSON))
                .isInstanceOf(SQLException.class)
                .rootCause()
                .hasMessageContaining("You do not have permission to use the SQL Warehouse");
    }

    private static int countRows(String mode, String sql) throws SQLException {
        try (Connection connection = connect("admin", mode);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            int count = 0;
            while (rows.next()) {
                assertThat(rows.getString(1)).isNotEmpty();
                count++;
            }
            return count;
        }
    }

    private static Connection connect(String displayName, String mode) throws SQLException {
        String token = workspace.plan().principal(displayName).token();
        return DriverManager.getConnection("jdbc:databricks://localhost:" + workspace.port()
                + "/default;ssl=0;AuthMech=3;UID=token;PWD=" + token
                + ";httpPath=/sql/1.0/warehouses/abc123def456;UseThriftClient=0;EnableTelemetry=0;" + mode);
    }
}
