package dev.sluice.sandbox.sql.text;

/** How DuckDB quotes. */
public final class Duck {
    private Duck() {}

    public static String identifier(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** A string literal; DuckDB knows no escapes in it but the doubled quote. */
    public static String string(String value) {
        return "'" + value.replace("'", "''") + "'";
    }
}
