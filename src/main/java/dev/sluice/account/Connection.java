package dev.sluice.account;

import dev.sluice.id.ConnectionId;
import dev.sluice.id.EnvironmentId;
import java.time.Instant;

/** A connector enabled in an environment under a name. */
public record Connection(ConnectionId id, EnvironmentId environment, String name, String provider, Instant createdAt) {

    /** The one connector there is, and the name of the connection that every new environment has. */
    public static final String DATABRICKS = "databricksworkspace";
}
