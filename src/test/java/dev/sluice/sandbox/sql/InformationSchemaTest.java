package dev.sluice.sandbox.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InformationSchemaTest {
    private final Sql sql = Sql.owner();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "schemata | catalog_name,schema_name,schema_owner,comment,created,created_by,last_altered,last_altered_by,url,custom_max_retention_hours",
                "tables | table_catalog,table_schema,table_name,table_type,is_insertable_into,commit_action,table_owner,comment,created,created_by,last_altered,last_altered_by,data_source_format,storage_sub_directory,storage_path",
                "columns | table_catalog,table_schema,table_name,column_name,ordinal_position,column_default,is_nullable,full_data_type,data_type,character_maximum_length,character_octet_length,numeric_precision,numeric_precision_radix,numeric_scale,datetime_precision,interval_type,interval_precision,maximum_cardinality,is_identity,identity_generation,identity_start,identity_increment,identity_maximum,identity_minimum,identity_cycle,is_generated,generation_expression,is_system_time_period_start,is_system_time_period_end,system_time_period_timestamp_generation,is_updatable,partition_index,comment,collation_catalog,collation_schema,collation_name",
                "table_constraints | constraint_catalog,constraint_schema,constraint_name,table_catalog,table_schema,table_name,constraint_type,is_deferrable,initially_deferred,enforced",
                "key_column_usage | constraint_catalog,constraint_schema,constraint_name,table_catalog,table_schema,table_name,column_name,ordinal_position,position_in_unique_constraint",
                "referential_constraints | constraint_catalog,constraint_schema,constraint_name,unique_constraint_catalog,unique_constraint_schema,unique_constraint_name,match_option,update_rule,delete_rule",
                "constraint_column_usage | table_catalog,table_schema,table_name,column_name,constraint_catalog,constraint_schema,constraint_name"
            })
    void hasTheColumnsOfALiveWorkspaceInTheirOrder(String view, String columns) {
        Result result = sql.run("SELECT * FROM main.information_schema." + view);

        assertThat(String.join(",", result.columns().stream().map(Column::name).toList()))
                .isEqualTo(columns);
    }

    @Test
    void listsTheColumnsOfATable() {
        List<List<String>> rows = sql.rows(
                "SELECT column_name, ordinal_position, is_nullable, full_data_type, data_type, numeric_precision, comment"
                        + " FROM `main`.information_schema.columns"
                        + " WHERE table_schema = :schema AND table_name = :table ORDER BY ordinal_position",
                new Parameter("schema", "sales", "STRING"),
                new Parameter("table", "orders", "STRING"));

        assertThat(rows).hasSize(6);
        assertThat(rows.get(0)).containsExactly("order_id", "0", "NO", "bigint", "LONG", null, "Key");
        assertThat(rows.get(3))
                .containsExactly("total_amount", "3", "NO", "decimal(12,2)", "DECIMAL", "12", "Sum of its items");
        assertThat(rows.get(5)).containsExactly("note", "5", "YES", "string", "STRING", null, null);
    }

    @Test
    void joinsConstraintsWithTheirColumnsAndTheKeysTheyReferTo() {
        List<List<String>> rows = sql.rows("""
                SELECT tc.constraint_name, tc.constraint_type, k.column_name, k.ordinal_position, rc.unique_constraint_name
                FROM `main`.information_schema.table_constraints tc
                LEFT JOIN `main`.information_schema.key_column_usage k
                  USING (constraint_catalog, constraint_schema, constraint_name)
                LEFT JOIN `main`.information_schema.referential_constraints rc
                  USING (constraint_catalog, constraint_schema, constraint_name)
                WHERE tc.table_schema = 'sales' AND (:table IS NULL OR tc.table_name = :table) ORDER BY 1, 4
                """, new Parameter("table", "order_items", "STRING"));

        assertThat(rows)
                .containsExactly(
                        List.of("order_items_orders_fk", "FOREIGN KEY", "order_id", "1", "orders_pk"),
                        Arrays.asList("order_items_pk", "PRIMARY KEY", "order_id", "1", null),
                        Arrays.asList("order_items_pk", "PRIMARY KEY", "line_number", "2", null),
                        List.of("order_items_products_fk", "FOREIGN KEY", "product_id", "1", "products_pk"));
    }

    @Test
    void showsOnlyWhatThePrincipalMaySee() {
        Sql reader = Sql.as("sees-orders")
                .granted(Privilege.USE_CATALOG, "main")
                .granted(Privilege.USE_SCHEMA, "main", "sales")
                .granted(Privilege.SELECT, "main", "sales", "orders")
                .granted(Privilege.BROWSE, "main", "hr");

        assertThat(reader.rows("SELECT table_schema, table_name FROM main.information_schema.tables"))
                .containsExactly(List.of("hr", "salaries"), List.of("sales", "orders"));
        assertThat(reader.rows("SELECT schema_name FROM main.information_schema.schemata ORDER BY 1"))
                .containsExactly(List.of("hr"), List.of("information_schema"), List.of("sales"));
        assertThat(reader.value("SELECT count(DISTINCT table_name) FROM main.information_schema.columns"))
                .isEqualTo("2");
    }

    @Test
    void hidesTheViewsOfACatalogThatThePrincipalMayNotUse() {
        assertThat(Sql.as("nobody")
                        .failure("SELECT * FROM main.information_schema.tables")
                        .sqlState())
                .isEqualTo("42P01");
        assertThat(sql.failure("SELECT * FROM main.information_schema.nosuch").sqlState())
                .isEqualTo("42P01");
    }
}
