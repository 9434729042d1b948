package dev.sluice.sandbox.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ListingTest {
    private final Sql sql = Sql.owner();

    @Test
    void showsCatalogsSchemasAndTables() {
        assertThat(sql.rows("SHOW CATALOGS")).containsExactly(List.of("main"));
        assertThat(sql.rows("SHOW SCHEMAS IN main LIKE 's*'")).containsExactly(List.of("sales"), List.of("scratch"));
        assertThat(sql.rows("SHOW TABLES IN main.sales LIKE 'order%'"))
                .containsExactly(List.of("sales", "order_items", "false"), List.of("sales", "orders", "false"));
    }

    @Test
    void namesTheColumnsOfListings() {
        assertThat(names("SHOW CATALOGS")).containsExactly("catalog");
        assertThat(names("SHOW SCHEMAS")).containsExactly("databaseName");
        assertThat(names("SHOW TABLES IN main.sales")).containsExactly("database", "tableName", "isTemporary");
    }

    @Test
    void describesATable() {
        assertThat(sql.rows("DESCRIBE TABLE main.sales.products"))
                .extracting(row -> row.get(0) + " " + row.get(1))
                .containsExactly("product_id bigint", "name string", "category string", "price decimal(10,2)");
    }

    @Test
    void answersTheDriversQuestions() {
        assertThat(sql.rows("SHOW TABLES IN CATALOG `main` SCHEMA LIKE 'sales' LIKE 'prod%'"))
                .containsExactly(List.of("sales", "products", "false", "main", "TABLE", "What is sold"));
        assertThat(sql.rows("SHOW COLUMNS IN CATALOG `main` SCHEMA LIKE 'sales' TABLE LIKE 'orders' LIKE 'status'"))
                .singleElement()
                .satisfies(row ->
                        assertThat(row.subList(0, 5)).containsExactly("main", "sales", "orders", "status", "STRING"));
        assertThat(sql.rows("SHOW KEYS IN CATALOG `main` IN SCHEMA `sales` IN TABLE `order_items`"))
                .extracting(row -> row.get(3))
                .containsExactly("order_id", "line_number");
        assertThat(sql.rows("SHOW FOREIGN KEYS IN CATALOG `main` IN SCHEMA `sales` IN TABLE `orders`"))
                .extracting(row -> row.get(2) + " " + row.get(7))
                .containsExactly("customers customer_id");
    }

    @Test
    void showsOnlyWhatThePrincipalMaySee() {
        Sql outsider = Sql.as("outsider");

        assertThat(outsider.rows("SHOW CATALOGS")).isEmpty();
        assertThat(outsider.failure("SHOW SCHEMAS IN main"))
                .hasMessage("PERMISSION_DENIED: User does not have BROWSE on Catalog 'main'.");
        outsider.granted(Privilege.USE_CATALOG, "main");
        assertThat(outsider.rows("SHOW SCHEMAS IN main")).containsExactly(List.of("information_schema"));
        assertThat(outsider.failure("SHOW TABLES IN main.sales"))
                .hasMessage("PERMISSION_DENIED: User does not have USE SCHEMA on Schema 'main.sales'.");
    }

    private List<String> names(String statement) {
        return sql.run(statement).columns().stream().map(Column::name).toList();
    }
}
