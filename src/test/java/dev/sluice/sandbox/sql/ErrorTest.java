package dev.sluice.sandbox.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorTest {
    private final Sql sql = Sql.owner();

    @ParameterizedTest
    @CsvSource(
            delimiterString = "-->",
            quoteCharacter = '^',
            value = {
                "SELECT * FROM nosuch --> 42P01 --> [TABLE_OR_VIEW_NOT_FOUND] The table or view `nosuch` cannot be found.",
                "SELECT * FROM a.b.c --> 42P01 --> [TABLE_OR_VIEW_NOT_FOUND] The table or view `a`.`b`.`c` cannot be found.",
                "SELECT order_idd FROM main.sales.orders --> 42703 --> [UNRESOLVED_COLUMN.WITH_SUGGESTION] A column, variable, or function parameter with name `order_idd` cannot be resolved. Did you mean one of the following? [`order_id`",
                "SELECT nosuch(1) --> 42883 --> [UNRESOLVED_ROUTINE] Cannot resolve routine `nosuch`",
                "SELECT 1 / 0 --> 22012 --> [DIVIDE_BY_ZERO] Division by zero.",
                "SELECT total_amount / 0 FROM main.sales.orders --> 22012 --> [DIVIDE_BY_ZERO] Division by zero.",
                "SELECT 1 % 0 --> 22012 --> [REMAINDER_BY_ZERO]",
                "SELECT 2147483647 + 1 --> 22003 --> [ARITHMETIC_OVERFLOW] integer overflow.",
                "SELECT 9223372036854775807 + 1 --> 22003 --> [ARITHMETIC_OVERFLOW] long overflow.",
                "SELECT CAST(300 AS TINYINT) --> 22003 --> [CAST_OVERFLOW]",
                "SELECT CAST(1234.5 AS DECIMAL(4,2)) --> 22003 --> [NUMERIC_VALUE_OUT_OF_RANGE]",
                "SELECT CAST('abc' AS INT) --> 22018 --> [CAST_INVALID_INPUT] The value 'abc' of the type \"STRING\" cannot be cast to \"INT\"",
                "SELECT DATE'2020-13-01' --> 22018 --> [CAST_INVALID_INPUT] The value '2020-13-01' of the type \"STRING\" cannot be cast to \"DATE\"",
                "SELECT CAST(1 AS NOSUCH) --> 0A000 --> [UNSUPPORTED_DATATYPE] Unsupported data type \"NOSUCH\"",
                "SELECT customer_id FROM main.sales.orders, main.sales.customers --> 42704 --> [AMBIGUOUS_REFERENCE] Reference `customer_id` is ambiguous.",
                "SELECT id, count(*) FROM range(3) --> 42803 --> [MISSING_AGGREGATION]",
                "SELECT (SELECT id FROM range(3)) --> 21000 --> [SCALAR_SUBQUERY_TOO_MANY_ROWS]",
                "SELECT sum('a') FROM range(1) --> 42K09 --> [DATATYPE_MISMATCH]",
                "SELECT raise_error('boo') --> P0001 --> [USER_RAISED_EXCEPTION] boo",
                "USE CATALOG nosuch --> 42704 --> [NO_SUCH_CATALOG_EXCEPTION]",
                "USE nosuch --> 42704 --> [SCHEMA_NOT_FOUND]",
                "CREATE TABLE main.sales.orders (a INT) --> 42P07 --> [TABLE_OR_VIEW_ALREADY_EXISTS]",
                "DROP TABLE main.sales.nosuch --> 42P01 --> [TABLE_OR_VIEW_NOT_FOUND]"
            })
    void speaksDatabricksWords(String statement, String sqlState, String start) {
        SqlFailure failure = sql.failure(statement);

        assertThat(failure).hasMessageStartingWith(start).hasMessageContaining("SQLSTATE: " + sqlState);
        assertThat(failure.sqlState()).isEqualTo(sqlState);
    }

    @Test
    void marksTheLineAndPlaceOfASyntaxError() {
        SqlFailure failure = sql.failure("SELECT 1\nFROM WHERE x");

        assertThat(failure.sqlState()).isEqualTo("42601");
        assertThat(failure)
                .hasMessage("\n[PARSE_SYNTAX_ERROR] Syntax error at or near 'WHERE'. SQLSTATE: 42601 (line 2, pos 5)"
                        + "\n\n== SQL ==\nSELECT 1\nFROM WHERE x\n-----^^^\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "-->",
            quoteCharacter = '^',
            value = {
                "SELEC 1 --> Syntax error at or near 'SELEC'. SQLSTATE: 42601 (line 1, pos 0)",
                "SELECT 1; SELECT 2 --> Syntax error at or near 'SELECT': extra input 'SELECT'. SQLSTATE: 42601 (line 1, pos 10)",
                "SELECT 1 FROM --> Syntax error at or near end of input. SQLSTATE: 42601 (line 1, pos 13)",
                "SELECT `a` b c --> Syntax error at or near 'c'. SQLSTATE: 42601 (line 1, pos 13)",
                "SELECT 'open --> Syntax error at or near '''. SQLSTATE: 42601 (line 1, pos 7)",
                "/* open --> Syntax error at or near '/*': unclosed bracketed comment. SQLSTATE: 42601 (line 1, pos 0)",
                "PRAGMA version --> Syntax error at or near 'PRAGMA'. SQLSTATE: 42601 (line 1, pos 0)"
            })
    void findsTheOffendingWord(String statement, String expected) {
        assertThat(sql.failure(statement)).hasMessageStartingWith("\n[PARSE_SYNTAX_ERROR] " + expected);
    }

    @Test
    void refusesAnEmptyStatement() {
        for (String statement : new String[] {"", "  ", ";", "-- nothing", "/* nothing */ ;;"}) {
            SqlFailure failure = sql.failure(statement);

            assertThat(failure)
                    .hasMessage("[PARSE_EMPTY_STATEMENT] Syntax error, unexpected empty statement. SQLSTATE: 42617");
            assertThat(failure.sqlState()).isEqualTo("42617");
        }
    }

    @Test
    void takesNestingWithinReasonAndRefusesMore() {
        assertThat(sql.value("SELECT " + "1 + ".repeat(250) + "1")).isEqualTo("251");
        assertThat(sql.value("SELECT " + "upper(".repeat(200) + "'x'" + ")".repeat(200)))
                .isEqualTo("X");
        assertThat(sql.failure("SELECT " + "1 + ".repeat(900) + "1").sqlState()).isEqualTo("54001");
    }

    @Test
    void saysWhereANameIsNotResolved() {
        assertThat(sql.failure("SELECT 1,\n  nosuch(2)")).hasMessageEndingWith("; line 2 pos 2");
        assertThat(sql.failure("SELECT *\nFROM main.sales.nosuch")).hasMessageEndingWith("; line 2 pos 5");
        assertThat(sql.failure("SELECT\n  nope FROM main.sales.orders")).hasMessageEndingWith("; line 2 pos 2");
    }
}
