package dev.sluice.sandbox.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParameterTest {
    private final Sql sql = Sql.owner();

    @Test
    void bindsNamedMarkersWithTheirTypes() {
        Result result = sql.run(
                "SELECT :n AS n, :d AS d, :amount AS amount, :none AS none",
                new Parameter("n", "5", "BIGINT"),
                new Parameter("d", "2025-03-01", "DATE"),
                new Parameter("amount", "1.5", "DECIMAL(12,2)"),
                new Parameter("none", null, "STRING"));

        assertThat(Sql.rows(result)).containsExactly(Arrays.asList("5", "2025-03-01", "1.50", null));
        assertThat(result.columns())
                .extracting(Column::typeText)
                .containsExactly("BIGINT", "DATE", "DECIMAL(12,2)", "STRING");
    }

    @Test
    void bindsPositionalMarkersInTheirOrder() {
        List<String> row = sql.rows("SELECT ?, ?", new Parameter(null, "a", "STRING"), new Parameter(null, "2", "INT"))
                .getFirst();

        assertThat(row).containsExactly("a", "2");
    }

    @Test
    void keepsAValueFromBecomingSql() {
        String hostile = "'; DROP TABLE main.sales.orders; --\\' OR 1=1 \" `";

        assertThat(sql.value("SELECT :s", new Parameter("s", hostile, "STRING")))
                .isEqualTo(hostile);
    }

    @Test
    void leavesMarkersInStringsAndCommentsAlone() {
        assertThat(sql.value("SELECT ':n ?' /* :n */ -- ?")).isEqualTo(":n ?");
    }

    @Test
    void namesATableByParameter() {
        assertThat(sql.value(
                        "SELECT count(*) FROM IDENTIFIER(:c || '.sales.orders')", new Parameter("c", "main", "STRING")))
                .isEqualTo("5000");
    }

    @Test
    void takesALimitFromAParameter() {
        assertThat(sql.run("SELECT * FROM main.sales.orders LIMIT :n", new Parameter("n", "3", "INT"))
                        .rowCount())
                .isEqualTo(3);
    }

    @Test
    void refusesAMarkerWithoutValue() {
        SqlFailure failure = sql.failure("SELECT\n :missing");

        assertThat(failure.sqlState()).isEqualTo("42P02");
        assertThat(failure).hasMessageStartingWith("[UNBOUND_SQL_PARAMETER] Found the unbound parameter: missing.");
        assertThat(failure).hasMessageEndingWith("SQLSTATE: 42P02; line 2 pos 1");
    }

    @Test
    void refusesAValueThatDoesNotFitItsType() {
        SqlFailure failure = sql.failure("SELECT :n", new Parameter("n", "five", "INT"));

        assertThat(failure.sqlState()).isEqualTo("22023");
        assertThat(failure)
                .hasMessageStartingWith("[INVALID_PARAMETER_MARKER_VALUE.INVALID_VALUE_FOR_DATA_TYPE]")
                .hasMessageContaining("'five'");
    }

    @Test
    void refusesANameGivenTwiceAndTypesThatCannotBeBound() {
        Parameter one = new Parameter("n", "1", "INT");

        assertThat(sql.failure("SELECT :n", one, one))
                .hasMessageStartingWith("[INVALID_PARAMETER_MARKER_VALUE.DUPLICATE_NAME]");
        assertThat(sql.failure("SELECT :n", new Parameter("n", "1", "ARRAY<INT>")))
                .hasMessageStartingWith("[INVALID_PARAMETER_MARKER_VALUE.INVALID_DATA_TYPE]");
    }

    @Test
    void ignoresParametersThatNoMarkerAsksFor() {
        assertThat(sql.value("SELECT 1", new Parameter("extra", "1", "INT"))).isEqualTo("1");
    }
}
