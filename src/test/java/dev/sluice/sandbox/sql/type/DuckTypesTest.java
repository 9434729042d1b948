package dev.sluice.sandbox.sql.type;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DuckTypesTest {
    @ParameterizedTest
    @CsvSource(
            delimiterString = "-->",
            quoteCharacter = '^',
            value = {
                "INTEGER --> INT",
                "HUGEINT --> BIGINT",
                "DECIMAL(38,10) --> DECIMAL(38,10)",
                "TIMESTAMP WITH TIME ZONE --> TIMESTAMP",
                "TIMESTAMP --> TIMESTAMP_NTZ",
                "UUID --> STRING",
                "ENUM('a, (b', 'c') --> STRING",
                "INTEGER[] --> ARRAY<INT>",
                "VARCHAR[3][] --> ARRAY<ARRAY<STRING>>",
                "MAP(VARCHAR, DECIMAL(4,2)[]) --> MAP<STRING, ARRAY<DECIMAL(4,2)>>",
                "STRUCT(a INTEGER, \"b c\"\"d\" STRUCT(x DATE)[])[] --> ARRAY<STRUCT<a: INT, b c\"d: ARRAY<STRUCT<x: DATE>>>>"
            })
    void readsDuckDbsNames(String duck, String databricks) {
        assertThat(DuckTypes.parse(duck).text()).isEqualTo(databricks);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "-->",
            quoteCharacter = '^',
            value = {"STRUCT(\"a\" INTEGER, \"b \"\"c\" VARCHAR)[]", "MAP(VARCHAR, TIMESTAMPTZ)", "DECIMAL(4,2)"})
    void writesThemBack(String duck) {
        assertThat(DuckTypes.parse(duck.replace("TIMESTAMPTZ", "TIMESTAMP WITH TIME ZONE"))
                        .duck())
                .isEqualTo(duck);
    }
}
