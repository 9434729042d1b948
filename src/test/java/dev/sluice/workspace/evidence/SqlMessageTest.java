package dev.sluice.workspace.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlMessageTest {
    @Test
    void keepsTheReasonAndDropsTheValue() {
        assertThat(SqlMessage.clean("[CAST_INVALID_INPUT] The value 'abc' of the type \"STRING\" cannot be cast to"
                        + " \"INT\" because it is malformed. SQLSTATE: 22018"))
                .isEqualTo("[CAST_INVALID_INPUT] The value '…' of the type \"STRING\" cannot be cast to \"INT\" because"
                        + " it is malformed. SQLSTATE: 22018");
    }

    @Test
    void keepsTheOffendingWordOfASyntaxErrorAndDropsTheEcho() {
        assertThat(SqlMessage.clean("\n[PARSE_SYNTAX_ERROR] Syntax error at or near 'SELEC'. SQLSTATE: 42601 (line 1,"
                        + " pos 0)\n\n== SQL ==\nSELEC 'secret'\n^^^\n"))
                .isEqualTo("[PARSE_SYNTAX_ERROR] Syntax error at or near 'SELEC'. SQLSTATE: 42601 (line 1, pos 0)");
    }

    @Test
    void keepsNamesInBackTicks() {
        String message = "[UNRESOLVED_COLUMN.WITH_SUGGESTION] A column with name `amout` cannot be resolved. Did you"
                + " mean one of the following? [`amount`, `a b`].";

        assertThat(SqlMessage.clean(message)).isEqualTo(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The value 'canary' is bad",
                "The value 'O'canary' is bad",
                "The value 'O'canary's' is bad",
                "The value 'it\\'canary' is bad",
                "The value ''canary'' is bad",
                "The value 'a\ncanary\nb' is bad",
                "The value 'canary",
                "[PARSE_SYNTAX_ERROR] Syntax error at or near ''canary''. (line 1, pos 7)",
                "[PARSE_SYNTAX_ERROR] Syntax error at or near 'x': missing 'canary'. (line 1, pos 7)",
                "[PARSE_SYNTAX_ERROR] Syntax error at or near 'a b canary'",
                "'[PARSE_SYNTAX_ERROR] Syntax error at or near 'canary''",
                "Cannot resolve \"(a = canary)\" due to data type mismatch",
                "Cannot resolve \"(a = 'canary')\" due to data type mismatch",
                "Cannot resolve \"(a = x\"canary)\" due to data type mismatch",
                "\"INT\" and \"STRING\" and \"canary\" and \"INT\"",
                "\"INT\" and \"canary",
                "x == SQL (line 1, position 8) ==\nSELECT canary",
                "x\n== SQL ==\nSELECT canary"
            })
    void letsNoValueThrough(String message) {
        assertThat(SqlMessage.clean(message)).doesNotContain("canary").isNotBlank();
    }

    @Test
    void survivesALiteralOfAMegabyte() {
        assertThat(SqlMessage.clean("The value '" + "x".repeat(1 << 20) + "' is bad"))
                .isEqualTo("The value '…'");
        assertThat(SqlMessage.clean("The value '" + "\\'".repeat(1 << 19) + "' is bad"))
                .hasSizeLessThan(700);
    }

    @Test
    void isShort() {
        assertThat(SqlMessage.clean("word ".repeat(10_000))).hasSize(601).endsWith("…");
    }
}
