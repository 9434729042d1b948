package dev.sluice.sandbox.sql;

/** A Unity Catalog privilege; {@link #sql} is its spelling in GRANT and in messages. */
public enum Privilege {
    ALL_PRIVILEGES,
    BROWSE,
    USE_CATALOG,
    USE_SCHEMA,
    SELECT,
    MODIFY,
    CREATE_SCHEMA,
    CREATE_TABLE,
    MANAGE;

    /** Such as {@code USE SCHEMA}. */
    public String sql() {
        return name().replace('_', ' ');
    }
}
