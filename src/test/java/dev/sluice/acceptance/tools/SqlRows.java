package dev.sluice.acceptance.tools;

import static dev.sluice.acceptance.tools.ToolDesk.NO_WAREHOUSE;
import static dev.sluice.acceptance.tools.ToolDesk.RUNNING_WAREHOUSE;
import static dev.sluice.acceptance.tools.ToolDesk.SALES_ONLY;
import static dev.sluice.acceptance.tools.ToolDesk.STOPPED_WAREHOUSE;
import static dev.sluice.acceptance.tools.ToolDesk.STRANGER;
import static dev.sluice.acceptance.tools.ToolDesk.params;
import static dev.sluice.acceptance.tools.ToolRow.tool;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.acceptance.tools.ToolRow.Success;
import dev.sluice.sandbox.warehouses.Warehouse;
import java.util.List;
import java.util.Map;

/** Statements and warehouses. */
final class SqlRows {
    private static final String NO_STATEMENT = "01f0a1b2-0000-1000-8000-000000000000";
    private static final String LONG = "SELECT count(*) FROM main.flights.flights a, main.flights.flights b,"
            + " main.flights.flights c WHERE a.delay_minutes + b.delay_minutes = c.delay_minutes";

    private SqlRows() {}

    static List<ToolRow> rows() {
        return List.of(
                tool("sql_statement_execute")
                        .given(desk -> params(
                                "statement",
                                "CREATE TABLE " + ToolDesk.unique("t") + " AS SELECT :n AS n",
                                "catalog",
                                "main",
                                "schema",
                                "scratch",
                                "parameters",
                                List.of(Map.of("name", "n", "value", "7", "type", "INT")),
                                "warehouse_id",
                                RUNNING_WAREHOUSE))
                        .shows("made a table with a row of a bound value, which a query reads", SqlRows::tableThere)
                        .failsFor(
                                SALES_ONLY,
                                "statement",
                                "DELETE FROM main.sales.orders",
                                "warehouse_id",
                                RUNNING_WAREHOUSE)
                        .as("privilege_missing", "GRANT MODIFY ON TABLE `main`.`sales`.`orders` TO"),
                tool("sql_statement_get")
                        .given(desk -> params("statement_id", statement(desk, "SELECT 42")))
                        .shows("the state and the row of a statement that ran", success -> {
                            assertThat(success.text("/status/state")).isEqualTo("SUCCEEDED");
                            assertThat(success.text("/result/data_array/0/0")).isEqualTo("42");
                        })
                        .fails("statement_id", NO_STATEMENT)
                        .as("statement_not_found", "Check statement_id"),
                tool("sql_statement_result_chunk_get")
                        .given(desk -> params(
                                "statement_id",
                                statement(desk, "SELECT iata FROM main.flights.airports ORDER BY iata LIMIT 3"),
                                "chunk_index",
                                "0",
                                "row_offset",
                                1))
                        .shows("the rows of chunk 0 from row 1 on", success -> {
                            assertThat(success.data().get("data_array")).hasSize(2);
                            assertThat(success.text("/row_offset")).isEqualTo("1");
                        })
                        .failsGiven(desk -> params("statement_id", statement(desk, "SELECT 1"), "chunk_index", 99))
                        .as("request_rejected", "total_chunk_count"),
                tool("sql_statement_cancel")
                        .given(desk -> params("statement_id", underway(desk)))
                        .shows("a running statement ended as CANCELED", SqlRows::cancelled)
                        .fails("statement_id", "7")
                        .as("request_rejected", "Use the statement_id that an execute call returned"),
                tool("sql_warehouses_list")
                        .shows(
                                "both warehouses",
                                success -> assertThat(success.data().findValuesAsText("id"))
                                        .containsExactlyInAnyOrder(RUNNING_WAREHOUSE, STOPPED_WAREHOUSE))
                        .failsFor(STRANGER)
                        .as("credentials_rejected", "secret"),
                tool("sql_warehouse_get")
                        .with("warehouse_id", RUNNING_WAREHOUSE)
                        .shows(
                                "that it is RUNNING",
                                success -> assertThat(success.text("/state")).isEqualTo("RUNNING"))
                        .fails("warehouse_id", "0000000000000000")
                        .as("object_not_found", "databricksworkspace_sql_warehouses_list"),
                tool("sql_warehouse_start")
                        .given(desk -> stopped(Warehouse.State.STOPPED))
                        .shows(
                                "a stopped warehouse starts",
                                success -> assertThat(stateOf(success)).isIn("STARTING", "RUNNING"))
                        .failsFor(SALES_ONLY, "warehouse_id", STOPPED_WAREHOUSE)
                        .as("permission_denied", "The workspace admin grants"),
                tool("sql_warehouse_stop")
                        .given(desk -> stopped(Warehouse.State.RUNNING))
                        .shows(
                                "a running warehouse stops",
                                success -> assertThat(stateOf(success)).isIn("STOPPING", "STOPPED"))
                        .failsFor(NO_WAREHOUSE, "warehouse_id", STOPPED_WAREHOUSE)
                        .as("permission_denied", "The workspace admin grants"));
    }

    private static void tableThere(Success success) {
        assertThat(success.text("/status/state")).isEqualTo("SUCCEEDED");
        String table = success.param("statement").split(" ")[2];
        assertThat(success.desk()
                        .sql("SELECT n FROM main.scratch." + table)
                        .at("/result/data_array/0/0")
                        .asText())
                .isEqualTo("7");
        success.desk().sql("DROP TABLE main.scratch." + table);
    }

    private static String statement(ToolDesk desk, String sql) {
        return desk.sql(sql).get("statement_id").asText();
    }

    private static String underway(ToolDesk desk) {
        var started = desk.data(
                "sql_statement_execute", "statement", LONG, "warehouse_id", RUNNING_WAREHOUSE, "wait_timeout", "0s");
        assertThat(started.at("/next/tool_name").asText()).endsWith("_sql_statement_get");
        return started.at("/next/params/statement_id").asText();
    }

    private static void cancelled(Success success) {
        assertThat(success.data()).isEmpty();
        assertThat(success.desk()
                        .data("sql_statement_get", success.params())
                        .at("/status/state")
                        .asText())
                .isEqualTo("CANCELED");
    }

    private static Map<String, Object> stopped(Warehouse.State before) {
        ToolDesk.workspace().warehouses().find(STOPPED_WAREHOUSE).orElseThrow().force(before);
        return params("warehouse_id", STOPPED_WAREHOUSE);
    }

    private static String stateOf(Success success) {
        String state = success.desk()
                .data("sql_warehouse_get", success.params())
                .get("state")
                .asText();
        stopped(Warehouse.State.STOPPED);
        return state;
    }
}
