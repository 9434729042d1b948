package dev.sluice.sandbox.compute;

import io.vertx.core.json.JsonObject;

/**
 * A cluster that a workspace opens with.
 *
 * @param spec as clusters/create takes it
 * @param running whether it runs; otherwise it was terminated for inactivity
 */
public record PlannedCluster(String id, JsonObject spec, boolean running, boolean pinned) {
    @Override
    public String toString() {
        return "PlannedCluster[" + id + "]";
    }
}
