package dev.sluice.workspace.evidence;

import dev.sluice.fault.SqlError;
import org.jspecify.annotations.Nullable;

/**
 * What a failing answer, or a failed statement, says about itself. The text may hold customers' data: it is judged,
 * never shown.
 *
 * @param status the HTTP status; a statement fails inside a 200
 * @param code the symbolic {@code error_code}, if there is one
 * @param text the message, with what {@code details} add to it
 * @param sql SQLSTATE, error class and place of a statement's error
 */
public record Evidence(
        int status,
        @Nullable String code,
        String text,
        @Nullable SqlError sql) {
    // Longer messages tell nothing more.
    private static final int LONGEST_TEXT = 16 * 1024;

    public Evidence {
        text = text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT);
    }

    /** Of an HTTP answer that is not a success. */
    public static Evidence ofAnswer(int status, @Nullable String code, String text) {
        return new Evidence(status, code, text, null);
    }

    /** Of a statement that {@code FAILED}. */
    public static Evidence ofStatement(@Nullable String code, @Nullable String sqlState, String message) {
        return new Evidence(200, code, message, SqlMessage.error(sqlState, message));
    }

    @Override
    public String toString() {
        return "Evidence[status=" + status + ", code=" + code + ", sql=" + sql + "]";
    }
}
