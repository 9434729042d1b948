package dev.sluice.sandbox.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TranslationTest {
    private final Sql sql = Sql.owner();

    @ParameterizedTest
    @CsvSource(
            delimiterString = "-->",
            quoteCharacter = '^',
            value = {
                "SELECT `order_id` FROM `main`.`sales`.`orders` ORDER BY 1 LIMIT 1 --> 1",
                "SELECT count(*) FROM IDENTIFIER('main.sales.orders') --> 5000",
                "SELECT count(*) FROM IDENTIFIER('`main`.sales' || '.orders') --> 5000",
                "SELECT main.sales.orders.order_id FROM main.sales.orders ORDER BY sales.orders.order_id LIMIT 1 --> 1",
                "SELECT \"it's\" --> it's",
                "SELECT 'it\\'s' --> it's",
                "SELECT 'a' 'b' --> ab",
                "SELECT r'a\\b' --> a\\b",
                "SELECT '\\u00e9' --> é",
                "SELECT 1 /* a /* nested */ comment */ + 1 -- and one more --> 2",
                "SELECT 5 / 2 --> 2.5",
                "SELECT 5 DIV 2 --> 2",
                "SELECT 1 == 1 --> true",
                "SELECT NULL <=> NULL --> true",
                "SELECT !true --> false",
                "SELECT 'abc' RLIKE 'b' --> true",
                "SELECT 'abc' NOT RLIKE 'b' --> false",
                "SELECT CAST('5' AS STRING) || CAST(2 AS TINYINT) --> 52",
                "SELECT '2024-01-02'::DATE --> 2024-01-02",
                "SELECT CAST(NULL AS MAP<STRING, ARRAY<STRUCT<a:INT, b:DECIMAL(3,1)>>>) IS NULL --> true",
                "SELECT 1 AS end --> 1",
                "SELECT * EXCEPT (b) FROM (SELECT 1 AS a, 2 AS b) --> 1",
                "SELECT count(*) FROM (SELECT 1 MINUS SELECT 1) --> 0",
                "SELECT count(*) FROM sales.orders o LEFT ANTI JOIN sales.customers c USING (customer_id) --> 0",
                "SELECT sum(x) FROM (SELECT 1) LATERAL VIEW explode(array(1, 2, 3)) t AS x --> 6",
                "SELECT count(*) FROM (SELECT 1) LATERAL VIEW OUTER explode(array()) t AS x --> 1",
                "SELECT sum(id) FROM range(5) --> 10",
                "SELECT count(*) FROM VALUES (1, 'a'), (2, 'b') AS t(n, s) --> 2",
                "SELECT col FROM (SELECT explode(array(7))) --> 7",
                "WITH orders AS (SELECT * FROM sales.orders WHERE order_id < 3) SELECT count(*) FROM orders --> 2",
                "WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 4) SELECT sum(i) FROM n --> 10",
                "SELECT array(5, 6)[0] --> 5",
                "SELECT map('a', 1)['a'] --> 1",
                "SELECT named_struct('x', 1).x --> 1",
                "SELECT struct(1 AS a, 2).a --> 1",
                "SELECT concat('a', 1, NULL) --> ",
                "SELECT nvl(NULL, 2) --> 2",
                "SELECT element_at(map('a', 1), 'a') --> 1",
                "SELECT element_at(array(7, 8), 1) --> 7",
                "SELECT CAST(named_struct('b c', 1) AS STRUCT<`b c`: BIGINT>) --> {\"b c\":\"1\"}",
                "SELECT if(false, 1, 2) --> 2",
                "SELECT array_size(array(1, 2)) --> 2",
                "SELECT collect_list(x) FROM VALUES (1), (NULL), (2) AS t(x) --> [\"1\",\"2\"]",
                "SELECT date_format(TIMESTAMP'2024-01-02 03:04:05', 'dd.MM.yyyy HH:mm') --> 02.01.2024 03:04",
                "SELECT to_date('02.01.2024', 'dd.MM.yyyy') --> 2024-01-02",
                "SELECT datediff(DATE'2024-03-01', DATE'2024-02-01') --> 29",
                "SELECT date_add(DATE'2024-01-31', 1) --> 2024-02-01",
                "SELECT dateadd(MONTH, 1, DATE'2024-01-31') --> 2024-02-29T00:00:00.000",
                "SELECT dayofweek(DATE'2024-05-05') --> 1",
                "SELECT year(DATE'2024-05-06') --> 2024",
                "SELECT regexp_replace('a1', '(\\\\d)', '<$1>') --> a<1>",
                "SELECT filter(array(1, 2, 3), x -> x > 1) --> [\"2\",\"3\"]",
                "SELECT try_divide(1, 0) --> ",
                "SELECT try_cast('x' AS INT) --> ",
                "SELECT current_user() --> admin@acme.example",
                "SELECT current_catalog() || '.' || current_schema() --> main.default",
                "SELECT x FROM VALUES (2), (NULL), (1) AS t(x) ORDER BY x LIMIT 1 --> ",
                "SELECT 1; --> 1"
            })
    void runsDatabricksSpelling(String statement, String expected) {
        assertThat(sql.value(statement)).isEqualTo(expected);
    }

    @Test
    void usesTheSessionsCatalogAndSchema() {
        Result result =
                sql.run("SELECT count(*), current_schema() FROM orders", query -> Sql.in(query, "MAIN", "sales"));

        assertThat(Sql.rows(result)).containsExactly(List.of("5000", "sales"));
    }

    @Test
    void namesColumnsAsDatabricksDoes() {
        Result result = sql.run("SELECT count(*), 1 + 1, upper('x'), status AS s, order_id, sum(total_amount)"
                + " FROM sales.orders GROUP BY ALL LIMIT 1");

        assertThat(result.columns())
                .extracting(Column::name)
                .containsExactly("count(1)", "(1 + 1)", "upper(x)", "s", "order_id", "sum(total_amount)");
    }
}
