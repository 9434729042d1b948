package dev.sluice.sandbox.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChangeTest {
    private final Sql sql = Sql.owner();

    @Test
    void createsATableWithKeysAndComments() {
        Result created = sql.run(
                "CREATE TABLE main.scratch.pets (id BIGINT NOT NULL COMMENT 'Key', name STRING, tags ARRAY<STRING>,"
                        + " owner_id BIGINT, CONSTRAINT pets_pk PRIMARY KEY (id),"
                        + " CONSTRAINT pets_owner_fk FOREIGN KEY (owner_id) REFERENCES main.sales.customers (customer_id))"
                        + " USING DELTA COMMENT 'Animals' TBLPROPERTIES ('delta.feature' = 'x')");

        assertThat(created.hasResultSet()).isFalse();
        assertThat(created.columns()).isEmpty();
        Catalogue.TableEntry entry =
                Sql.ACME.catalogue().table("main", "scratch", "pets").orElseThrow();
        assertThat(entry.details().comment()).isEqualTo("Animals");
        assertThat(entry.columns())
                .extracting(column -> column.column().typeText() + " " + column.nullable())
                .containsExactly("BIGINT false", "STRING true", "ARRAY<STRING> true", "BIGINT true");
        assertThat(entry.constraints())
                .extracting(Catalogue.ConstraintEntry::name)
                .containsExactly("pets_pk", "pets_owner_fk");
    }

    @Test
    void answersChangesWithCounts() {
        sql.run("CREATE TABLE main.scratch.counted (a INT, b STRING)");

        assertAnswer(
                "INSERT INTO main.scratch.counted VALUES (1, 'x'), (2, 'y'), (3, NULL)",
                List.of("num_affected_rows", "num_inserted_rows"),
                "3",
                "3");
        assertAnswer(
                "INSERT INTO main.scratch.counted (b) SELECT 'z'",
                List.of("num_affected_rows", "num_inserted_rows"),
                "1",
                "1");
        assertAnswer(
                "UPDATE main.scratch.counted AS c SET b = upper(c.b), a = c.a + 10 WHERE c.a <= 2",
                List.of("num_affected_rows"),
                "2");
        assertAnswer("DELETE FROM main.scratch.counted WHERE b IS NULL", List.of("num_affected_rows"), "1");
        assertThat(sql.rows("SELECT * FROM main.scratch.counted ORDER BY a"))
                .containsExactly(Arrays.asList(null, "z"), List.of("11", "X"), List.of("12", "Y"));
    }

    @Test
    void mergesAndCountsWhatItDid() {
        sql.run("CREATE TABLE main.scratch.merged AS SELECT * FROM VALUES (1, 'a'), (2, 'b'), (3, 'c') AS t(id, v)");

        assertAnswer(
                "MERGE INTO main.scratch.merged t USING (SELECT * FROM VALUES (1, 'A'), (2, 'gone'), (9, 'new') AS s(id, v)) s"
                        + " ON t.id = s.id WHEN MATCHED AND s.v = 'gone' THEN DELETE"
                        + " WHEN MATCHED THEN UPDATE SET v = s.v WHEN NOT MATCHED THEN INSERT (id, v) VALUES (s.id, s.v)",
                List.of("num_affected_rows", "num_updated_rows", "num_deleted_rows", "num_inserted_rows"),
                "3",
                "1",
                "1",
                "1");
        assertAnswer(
                "MERGE INTO main.scratch.merged t USING (SELECT 9 AS id, 'N' AS v UNION ALL SELECT 10, 'T') s ON t.id = s.id"
                        + " WHEN MATCHED THEN UPDATE SET * WHEN NOT MATCHED THEN INSERT *",
                List.of("num_affected_rows", "num_updated_rows", "num_deleted_rows", "num_inserted_rows"),
                "2",
                "1",
                "0",
                "1");
        assertThat(sql.rows("SELECT * FROM main.scratch.merged ORDER BY id"))
                .containsExactly(List.of("1", "A"), List.of("3", "c"), List.of("9", "N"), List.of("10", "T"));
    }

    @Test
    void replacesOverwritesTruncatesAndDrops() {
        sql.run("CREATE OR REPLACE TABLE main.scratch.short_lived AS SELECT 1 AS a");
        sql.run("CREATE OR REPLACE TABLE main.scratch.short_lived AS SELECT 'x' AS b, sum(id) AS s FROM range(4)");
        assertThat(sql.rows("SELECT * FROM main.scratch.short_lived")).containsExactly(List.of("x", "6"));

        sql.run("INSERT OVERWRITE main.scratch.short_lived SELECT 'y', 7");
        assertThat(sql.rows("SELECT * FROM main.scratch.short_lived")).containsExactly(List.of("y", "7"));

        sql.run("TRUNCATE TABLE main.scratch.short_lived");
        assertThat(sql.rows("SELECT * FROM main.scratch.short_lived")).isEmpty();

        sql.run("DROP TABLE main.scratch.short_lived");
        sql.run("DROP TABLE IF EXISTS main.scratch.short_lived");
        assertThat(Sql.ACME.catalogue().table("main", "scratch", "short_lived")).isEmpty();
    }

    @Test
    void makesTheCreatorOwnerAndForgetsGrantsWithTheTable() {
        Sql maker = Sql.as("maker")
                .granted(Privilege.USE_CATALOG, "main")
                .granted(Privilege.USE_SCHEMA, "main", "scratch")
                .granted(Privilege.CREATE_TABLE, "main", "scratch");
        Securable table = Securable.table("main", "scratch", "made");

        maker.run("CREATE TABLE main.scratch.made (a INT)");
        maker.run("INSERT INTO main.scratch.made VALUES (1)");
        maker.run("GRANT SELECT ON main.scratch.made TO `friend`");
        assertThat(Sql.ACME.grants().owner(table)).isEqualTo("maker");
        maker.run("DROP TABLE main.scratch.made");

        assertThat(Sql.ACME.grants().allows("friend", Privilege.SELECT, table)).isFalse();
    }

    @Test
    void createsAndDropsSchemas() {
        sql.run("CREATE SCHEMA main.project COMMENT 'Mine'");
        sql.run("CREATE TABLE main.project.t (a INT)");

        assertThat(sql.failure("DROP SCHEMA main.project")).hasMessageStartingWith("[SCHEMA_NOT_EMPTY]");
        sql.run("DROP SCHEMA main.project CASCADE");

        assertThat(sql.failure("SELECT * FROM main.project.t").sqlState()).isEqualTo("42P01");
        assertThat(Sql.ACME.catalogue().schema("main", "project")).isEmpty();
    }

    @Test
    void refusesToChangeTheFlights() {
        assertThat(sql.failure("DELETE FROM main.flights.flights"))
                .hasMessageStartingWith("[UNSUPPORTED_FEATURE.TABLE_OPERATION]");
    }

    private void assertAnswer(String change, List<String> columns, String... counts) {
        Result result = sql.run(change);
        assertThat(result.hasResultSet()).isTrue();
        assertThat(result.columns()).extracting(Column::name).containsExactlyElementsOf(columns);
        assertThat(Sql.rows(result)).containsExactly(List.of(counts));
    }
}
