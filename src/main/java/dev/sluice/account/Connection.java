package dev.sluice.account;

import dev.sluice.guard.limit.OwnLimits;
import dev.sluice.id.ConnectionId;
import dev.sluice.id.EnvironmentId;
import java.time.Instant;

/**
 * A connector enabled in an environment under a name.
 *
 * @param limits what its accounts may have of a workspace, together, where that is not the gateway's usual
 */
public record Connection(
        ConnectionId id, EnvironmentId environment, String name, String provider, OwnLimits limits, Instant createdAt) {

    /** The one connector there is, and the name of the connection that every new environment has. */
    public static final String DATABRICKS = "databricksworkspace";
}
