package dev.sluice.acceptance.tools;

import static dev.sluice.acceptance.tools.ToolDesk.NO_WAREHOUSE;
import static dev.sluice.acceptance.tools.ToolDesk.RUNNING_WAREHOUSE;
import static dev.sluice.acceptance.tools.ToolDesk.SALES_ONLY;
import static dev.sluice.acceptance.tools.ToolDesk.STOPPED_WAREHOUSE;
import static dev.sluice.acceptance.tools.ToolDesk.STRANGER;
import static dev.sluice.acceptance.tools.ToolRow.tool;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.acceptance.tools.ToolRow.Success;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Unity Catalog, by its lists and by INFORMATION_SCHEMA. */
final class CatalogRows {
    private CatalogRows() {}

    static List<ToolRow> rows() {
        return List.of(
                tool("unity_catalog_catalogs_list")
                        .shows(
                                "the catalog main",
                                success ->
                                        assertThat(names(success, "catalogs")).contains("main"))
                        .failsFor(STRANGER)
                        .as("credentials_rejected", "secret"),
                tool("unity_catalog_schemas_list")
                        .with("catalog_name", "main")
                        .shows(
                                "its schemas",
                                success -> assertThat(names(success, "schemas")).contains("sales", "flights", "hr"))
                        .fails("catalog_name", "nothing")
                        .as("object_not_found", "databricksworkspace_unity_catalog_catalogs_list"),
                tool("unity_catalog_tables_list")
                        .with("catalog_name", "main", "schema_name", "sales")
                        .shows("tables with their columns", success -> {
                            assertThat(names(success, "tables")).contains("customers", "orders");
                            assertThat(success.data()
                                            .get("tables")
                                            .get(0)
                                            .get("columns")
                                            .findValuesAsText("name"))
                                    .contains("customer_id");
                        })
                        .failsFor(SALES_ONLY, "catalog_name", "main", "schema_name", "flights")
                        .as("privilege_missing", "GRANT USE SCHEMA ON SCHEMA `main`.`flights` TO"),
                tool("information_schema_schemata")
                        .with("catalog", "main", "warehouse_id", RUNNING_WAREHOUSE)
                        .shows(
                                "schemas with their comments",
                                success -> assertThat(records(success))
                                        .anySatisfy(row -> assertThat(row)
                                                .containsEntry("schema_name", "sales")
                                                .containsEntry("comment", "Orders of the web shop")))
                        .fails("catalog", "nothing", "warehouse_id", RUNNING_WAREHOUSE)
                        .as("object_not_found", "GRANT USE CATALOG ON CATALOG `nothing` TO"),
                tool("information_schema_tables")
                        .with("catalog", "main", "schema", "SALES", "warehouse_id", RUNNING_WAREHOUSE)
                        .shows(
                                "tables and views of a schema named in any case",
                                success -> assertThat(column(success, "table_name"))
                                        .contains("customers", "orders", "order_items", "products"))
                        .fails("catalog", "main", "schema", "sales", "warehouse_id", STOPPED_WAREHOUSE)
                        .as("warehouse_stopped", "start_warehouse: true"),
                tool("information_schema_columns")
                        .with(
                                "catalog",
                                "main",
                                "schema",
                                "sales",
                                "table",
                                "orders",
                                "warehouse_id",
                                RUNNING_WAREHOUSE)
                        .shows("columns in order, with type, precision, scale and nullability", CatalogRows::columns)
                        .failsFor(
                                NO_WAREHOUSE,
                                "catalog",
                                "main",
                                "schema",
                                "sales",
                                "table",
                                "orders",
                                "warehouse_id",
                                RUNNING_WAREHOUSE)
                        .as("warehouse_not_usable", "CAN USE"),
                tool("information_schema_table_constraints")
                        .with("catalog", "main", "schema", "sales", "warehouse_id", RUNNING_WAREHOUSE)
                        .shows("keys with their columns, and orders referring to customers", CatalogRows::constraints)
                        .fails("catalog", "main", "schema", "sales", "warehouse_id", "0000000000000000")
                        .as("warehouse_not_found", "Use one that the service principal sees: abc123def456"));
    }

    private static void columns(Success success) {
        assertThat(column(success, "column_name"))
                .containsExactly("order_id", "customer_id", "status", "total_amount", "created_at", "note");
        assertThat(records(success).get(3))
                .containsEntry("full_data_type", "decimal(12,2)")
                .containsEntry("numeric_precision", "12")
                .containsEntry("numeric_scale", "2")
                .containsEntry("is_nullable", "NO")
                .containsEntry("comment", "Sum of its items");
    }

    private static void constraints(Success success) {
        assertThat(records(success))
                .anySatisfy(row -> assertThat(row)
                        .containsEntry("constraint_type", "FOREIGN KEY")
                        .containsEntry("table_name", "orders")
                        .containsEntry("column_name", "customer_id")
                        .containsEntry("referenced_table_name", "customers")
                        .containsEntry("referenced_column_name", "customer_id"))
                .anySatisfy(row -> assertThat(row)
                        .containsEntry("constraint_name", "order_items_pk")
                        .containsEntry("column_name", "line_number")
                        .containsEntry("ordinal_position", "2"));
    }

    private static List<String> names(Success success, String list) {
        List<String> names = new ArrayList<>();
        success.data().get(list).forEach(item -> names.add(item.get("name").asText()));
        return names;
    }

    private static List<String> column(Success success, String name) {
        return records(success).stream().map(row -> row.get(name)).toList();
    }

    /** The rows of a result, each a map by column name. */
    private static List<Map<String, String>> records(Success success) {
        List<String> columns = success.data().at("/manifest/schema/columns").findValuesAsText("name");
        List<Map<String, String>> records = new ArrayList<>();
        for (JsonNode row : success.data().at("/result/data_array")) {
            Map<String, String> named = new LinkedHashMap<>();
            for (int i = 0; i < columns.size(); i++) {
                named.put(columns.get(i), row.get(i).asText());
            }
            records.add(named);
        }
        return records;
    }
}
