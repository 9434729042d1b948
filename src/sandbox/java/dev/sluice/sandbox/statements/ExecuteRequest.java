package dev.sluice.sandbox.statements;

import dev.sluice.sandbox.sql.Format;
import dev.sluice.sandbox.sql.Parameter;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of an execute call, checked.
 *
 * @param patience how long the call waits for the end; zero for none
 * @param cancelOnTimeout whether {@code on_wait_timeout} is CANCEL
 * @param sessionId of a driver's session
 * @param compression what the driver asked chunks to be packed with; chunks are never packed, and the manifest says so
 */
record ExecuteRequest(
        String statement,
        String warehouseId,
        @Nullable String catalog,
        @Nullable String schema,
        List<Parameter> parameters,
        @Nullable Long rowLimit,
        @Nullable Long byteLimit,
        Disposition disposition,
        Format format,
        Duration patience,
        boolean cancelOnTimeout,
        @Nullable String sessionId,
        @Nullable String compression) {

    ExecuteRequest in(Session session) {
        return new ExecuteRequest(
                statement,
                warehouseId,
                catalog == null ? session.catalog() : catalog,
                schema == null ? session.schema() : schema,
                parameters,
                rowLimit,
                byteLimit,
                disposition,
                format,
                patience,
                cancelOnTimeout,
                sessionId,
                compression);
    }
}
