package dev.sluice.sandbox.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CellTextTest {
    private final Sql sql = Sql.owner();

    @ParameterizedTest
    @CsvSource(
            delimiterString = "-->",
            quoteCharacter = '^',
            value = {
                "CAST(-128 AS TINYINT) --> TINYINT --> BYTE --> -128",
                "CAST(7 AS SMALLINT) --> SMALLINT --> SHORT --> 7",
                "1 --> INT --> INT --> 1",
                "-9223372036854775807 - 1 --> BIGINT --> LONG --> -9223372036854775808",
                "9223372036854775807 --> BIGINT --> LONG --> 9223372036854775807",
                "CAST(1.6777216E7 AS DOUBLE) --> DOUBLE --> DOUBLE --> 1.6777216E7",
                "double('NaN') --> DOUBLE --> DOUBLE --> NaN",
                "double('-Infinity') --> DOUBLE --> DOUBLE --> -Infinity",
                "1e3 --> DOUBLE --> DOUBLE --> 1000.0",
                "CAST(0.1 AS FLOAT) --> FLOAT --> FLOAT --> 0.1",
                "1.50 --> DECIMAL(3,2) --> DECIMAL --> 1.50",
                "CAST(-0.05 AS DECIMAL(38,18)) --> DECIMAL(38,18) --> DECIMAL --> -0.050000000000000000",
                "true --> BOOLEAN --> BOOLEAN --> true",
                "X'1F00' --> BINARY --> BINARY --> HwA=",
                "DATE'2024-01-02' --> DATE --> DATE --> 2024-01-02",
                "DATE'0001-01-01' --> DATE --> DATE --> 0001-01-01",
                "TIMESTAMP'2024-01-02 03:04:05.123987' --> TIMESTAMP --> TIMESTAMP --> 2024-01-02T03:04:05.123Z",
                "TIMESTAMP'1969-12-31 23:59:59.9' --> TIMESTAMP --> TIMESTAMP --> 1969-12-31T23:59:59.900Z",
                "TIMESTAMP_NTZ'2024-01-02 03:04:05' --> TIMESTAMP_NTZ --> TIMESTAMP_NTZ --> 2024-01-02T03:04:05.000",
                "INTERVAL '1-2' YEAR TO MONTH --> INTERVAL YEAR TO MONTH --> INTERVAL --> INTERVAL '1-2' YEAR TO MONTH",
                "INTERVAL '1 02:03:04' DAY TO SECOND --> INTERVAL DAY TO SECOND --> INTERVAL --> INTERVAL '1 02:03:04' DAY TO SECOND",
                "array(1, NULL) --> ARRAY<INT> --> ARRAY --> [\"1\",null]",
                "map('k', 1.5) --> MAP<STRING, DECIMAL(2,1)> --> MAP --> {\"k\":\"1.5\"}",
                "named_struct('a', 'q\"', 'b', array(DATE'2024-01-02')) --> STRUCT<a: STRING, b: ARRAY<DATE>> --> STRUCT --> {\"a\":\"q\\\"\",\"b\":[\"2024-01-02\"]}",
                "array(TIMESTAMP'2024-01-02 03:04:05') --> ARRAY<TIMESTAMP> --> ARRAY --> [\"2024-01-02T03:04:05.000Z\"]",
                "sum(1) --> BIGINT --> LONG --> 1"
            })
    void writesTypesAndTextsAsDatabricksDoes(String expression, String typeText, String typeName, String text) {
        Result result = sql.run("SELECT " + expression + " AS x");

        assertThat(Sql.rows(result).getFirst()).containsExactly(text);
        assertThat(result.columns().getFirst().typeText()).isEqualTo(typeText);
        assertThat(result.columns().getFirst().typeName()).isEqualTo(typeName);
    }

    @Test
    void describesDecimalsAndIntervals() {
        Result result = sql.run("SELECT CAST(1 AS DECIMAL(12,2)) AS d, INTERVAL '1-2' YEAR TO MONTH AS i");

        assertThat(result.columns())
                .containsExactly(
                        new Column("d", "DECIMAL(12,2)", "DECIMAL", 0, 12, 2, null),
                        new Column("i", "INTERVAL YEAR TO MONTH", "INTERVAL", 1, null, null, "YEAR TO MONTH"));
    }

    @Test
    void showsTimestampsInTheSessionsZone() {
        Result result = sql.run(
                "SELECT TIMESTAMP'2021-01-01 10:00:00', TIMESTAMP_NTZ'2021-07-01 10:00:00', TIMESTAMP'2021-07-01 10:00:00'",
                query -> Sql.formatted(query, Format.JSON_ARRAY, "America/Los_Angeles"));

        assertThat(Sql.rows(result).getFirst())
                .containsExactly(
                        "2021-01-01T10:00:00.000-08:00", "2021-07-01T10:00:00.000", "2021-07-01T10:00:00.000-07:00");
    }

    @Test
    void writesJsonThatKeepsEveryCharacter() throws IOException {
        Result result = sql.run("SELECT 'a\"\\\\b\\n\\t\\u0001é€😀' AS s, NULL AS n, '' AS e");

        assertThat(Files.readString(result.chunks().getFirst().file()))
                .isEqualTo("[[\"a\\\"\\\\b\\n\\t\\u0001é€😀\",null,\"\"]]");
    }

    @Test
    void writesCsvWithQuotesWhereTheyAreNeeded() throws IOException {
        Result result = sql.run(
                "SELECT * FROM VALUES (1, 'a,b', 'say \"x\"'), (2, NULL, '') AS t(n, s, `q,q`)",
                query -> Sql.formatted(query, Format.CSV, "UTC"));

        assertThat(Files.readString(result.chunks().getFirst().file()))
                .isEqualTo("n,s,\"q,q\"\r\n1,\"a,b\",\"say \"\"x\"\"\"\r\n2,,\"\"\r\n");
    }
}
