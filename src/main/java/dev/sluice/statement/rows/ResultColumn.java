package dev.sluice.statement.rows;

/**
 * One column of a result, as the manifest describes it (Databricks REST: {@code manifest.schema.columns}).
 *
 * @param name free text; two columns may share it
 * @param typeText the SQL type, such as {@code DECIMAL(10,2)}
 * @param typeName the kind of type, such as {@code DECIMAL}; a newer server may send one that is not known here
 */
public record ResultColumn(String name, String typeText, String typeName) {}
