package dev.sluice.sandbox;

import io.vertx.core.json.JsonObject;

/** Changes of settings that tests make. */
final class TestSettings {
    private TestSettings() {}

    /** Chunks of so many bytes, so that small results have several. */
    static JsonObject smallChunks(long bytes) {
        return statements(new JsonObject().put("inline_chunk_bytes", bytes).put("link_chunk_bytes", bytes));
    }

    static JsonObject statements(JsonObject changes) {
        return new JsonObject().put("statements", changes);
    }

    /** Clusters and runs that change their state when the clock is put forward, which tokens outlive. */
    static JsonObject slowCompute() {
        return new JsonObject()
                .put("tokens", new JsonObject().put("lifetime", "P1D"))
                .put(
                        "clusters",
                        new JsonObject()
                                .put("start_delay", "PT10M")
                                .put("resize_delay", "PT10M")
                                .put("stop_delay", "PT10M"))
                .put("jobs", new JsonObject().put("pending_time", "PT10M").put("run_time", "PT10M"));
    }
}
