package dev.sluice.sandbox.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What DuckDB could do and a warehouse cannot, tried as a principal with every privilege. */
class EscapeTest {
    private final Sql sql = Sql.owner();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM read_csv('/etc/passwd')",
                "SELECT * FROM read_text('/etc/passwd')",
                "SELECT * FROM read_parquet('/tmp/x.parquet')",
                "SELECT * FROM glob('/*')",
                "SELECT * FROM '/etc/passwd'",
                "SELECT * FROM `/etc/passwd`",
                "SELECT * FROM duckdb_settings()",
                "SELECT * FROM duckdb_tables",
                "SELECT * FROM duckdb_views()",
                "SELECT * FROM pragma_table_info('x')",
                "SELECT * FROM sqlite_master",
                "SELECT * FROM pg_catalog.pg_tables",
                "SELECT * FROM information_schema_main",
                "SELECT * FROM memory.information_schema.tables",
                "SELECT * FROM system.main.duckdb_tables",
                "SELECT * FROM `memory`.`main.vault`.ledger",
                "SELECT * FROM query('SELECT 1')",
                "SELECT * FROM query_table('x')",
                "SELECT * FROM json_execute_serialized_sql('{}')",
                "SELECT * FROM sniff_csv('/etc/passwd')",
                "SELECT * FROM spark.divide(1, 2)",
                "WITH duckdb_tables AS (SELECT * FROM duckdb_tables) SELECT * FROM duckdb_tables",
                "SELECT * FROM (SELECT * FROM x), (WITH x AS (SELECT 1) SELECT * FROM x)",
                "SELECT getenv('HOME')",
                "SELECT current_setting('memory_limit')",
                "SELECT system.main.current_setting('memory_limit')",
                "SELECT main.getvariable('x')",
                "SELECT getvariable('x')",
                "SELECT write_log('x')",
                "SELECT spark.divide(1, 2)",
                "SELECT nextval('s')",
                "SELECT * FROM (DESCRIBE main.sales.orders)",
                "SELECT * FROM (SHOW TABLES)",
                "SELECT * FROM (SUMMARIZE main.sales.orders)",
                "SELECT * FROM main.sales.orders AT (VERSION => 1)",
                "ATTACH '/tmp/x.db'",
                "COPY main.sales.orders TO '/tmp/orders.csv'",
                "EXPORT DATABASE '/tmp/x'",
                "INSTALL httpfs",
                "LOAD httpfs",
                "PRAGMA database_list",
                "CALL pragma_version()",
                "CHECKPOINT",
                "CREATE MACRO main.f() AS 1",
                "CREATE SECRET s (TYPE s3)",
                "CREATE TEMP TABLE t (a INT)",
                "CREATE TABLE main.scratch.t (a INT) USING CSV LOCATION '/tmp'",
                "CREATE TABLE main.scratch.t (a INT DEFAULT getenv('HOME'))",
                "SELECT 'x' COLLATE nocase",
                "SELECT $1",
                "SELECT #1 FROM main.sales.orders",
                "SELECT {'a': 1}",
                "SELECT CAST(1 AS UHUGEINT)",
                "DELETE FROM main.scratch.none WHERE true) OR (true",
                "UPDATE main.sales.products SET price = 1 FROM main.sales.orders WHERE true",
                "UPDATE main.sales.products SET price = 1, name = (SELECT 'x') FROM duckdb_tables",
                "INSERT INTO main.sales.products SELECT * FROM main.sales.products RETURNING *",
                "DROP SCHEMA `main.sales`",
                "CREATE SCHEMA main.`a.b`",
                "CREATE TABLE main.scratch.`a.b` (a INT)"
            })
    void refuses(String statement) {
        SqlFailure failure = sql.failure(statement);

        assertThat(failure).isNotNull();
        assertThat(failure.sqlState()).isIn("42601", "42P01", "42883", "0A000", "42602", "42704");
        assertThat(failure.getMessage()).doesNotContain("/tmp/sluice", "flights.parquet", "memory.", "\"main.");
    }

    @Test
    void keepsSettingsOfTheEngineOutOfReach() {
        assertThat(sql.run("SET enable_external_access = true").hasResultSet()).isFalse();
        assertThat(sql.failure("SELECT * FROM read_csv('/etc/passwd')").sqlState())
                .isEqualTo("42883");
    }

    @Test
    void readsNoFileEvenWhereTheEngineIsAskedDirectly() throws Exception {
        try (Database database = Database.open()) {
            database.lock();

            for (String statement : new String[] {
                "SELECT * FROM read_csv('/etc/passwd')",
                "COPY (SELECT 1) TO '/tmp/sluice-escape.csv'",
                "ATTACH '/tmp/sluice-escape.db'",
                "SET enable_external_access = true",
                "INSTALL httpfs"
            }) {
                assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> database.execute(statement)))
                        .as(statement)
                        .isInstanceOf(java.sql.SQLException.class);
            }
        }
    }

    @Test
    void quotesNamesThatHoldQuotes() {
        assertThat(sql.run("SELECT 1 AS `a\"; DROP TABLE main.sales.orders; --`")
                        .columns())
                .extracting(Column::name)
                .containsExactly("a\"; DROP TABLE main.sales.orders; --");
    }
}
