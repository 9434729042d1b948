package dev.sluice.sandbox.sql.type;

/** The kinds of types; a constant's name is what a manifest calls it. */
public enum Kind {
    BOOLEAN("BOOLEAN", "BOOLEAN"),
    BYTE("TINYINT", "TINYINT"),
    SHORT("SMALLINT", "SMALLINT"),
    INT("INT", "INTEGER"),
    LONG("BIGINT", "BIGINT"),
    FLOAT("FLOAT", "FLOAT"),
    DOUBLE("DOUBLE", "DOUBLE"),
    DECIMAL("DECIMAL", "DECIMAL"),
    STRING("STRING", "VARCHAR"),
    BINARY("BINARY", "BLOB"),
    DATE("DATE", "DATE"),
    TIMESTAMP("TIMESTAMP", "TIMESTAMPTZ"),
    TIMESTAMP_NTZ("TIMESTAMP_NTZ", "TIMESTAMP"),
    INTERVAL("INTERVAL", "INTERVAL"),
    ARRAY("ARRAY", "LIST"),
    MAP("MAP", "MAP"),
    STRUCT("STRUCT", "STRUCT"),
    NULL("VOID", "\"NULL\"");

    private final String sql;
    private final String duck;

    Kind(String sql, String duck) {
        this.sql = sql;
        this.duck = duck;
    }

    /** Its spelling in Databricks' SQL. */
    public String sql() {
        return sql;
    }

    /** Its spelling in DuckDB's SQL. */
    String duck() {
        return duck;
    }
}
