package dev.sluice.sandbox.statements;

import dev.sluice.sandbox.warehouses.Warehouse;
import org.jspecify.annotations.Nullable;

/** A driver's session: a default namespace for statements that name none. */
record Session(
        String id,
        Warehouse warehouse,
        @Nullable String catalog,
        @Nullable String schema) {}
