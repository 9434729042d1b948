package dev.sluice.account.diagnosis;

import org.jspecify.annotations.Nullable;

/**
 * What is asked for beside the account itself.
 *
 * @param warehouseId the SQL warehouse that does not serve; any will do if null
 * @param table the table that cannot be read, as {@code catalog.schema.table}; none if null
 */
public record Complaint(
        @Nullable String warehouseId, @Nullable String table) {}
