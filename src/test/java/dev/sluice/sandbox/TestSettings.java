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
}
