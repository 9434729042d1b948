package dev.sluice.sandbox.sql;

/** A statement failed; the message is Databricks' text, with {@code [ERROR_CLASS]} and {@code SQLSTATE}. */
public final class SqlFailure extends Exception {
    private static final long serialVersionUID = 1L;
    private final String sqlState;

    SqlFailure(String message, String sqlState, Throwable cause) {
        super(message, cause);
        this.sqlState = sqlState;
    }

    /** Five characters, such as {@code 42P01}; {@code HY008} when it was cancelled. */
    public String sqlState() {
        return sqlState;
    }
}
