package dev.sluice.sandbox.jobs;

import dev.sluice.sandbox.http.Fields;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;

/**
 * One job. Its settings are never changed.
 *
 * @param fails whether its runs fail
 */
record Job(long number, long id, JsonObject settings, String creator, Instant created, boolean fails)
        implements NewestFirst.Numbered {

    String name() {
        return settings.getString("name");
    }

    JsonArray tasks() {
        return settings.getJsonArray("tasks");
    }

    /** Databricks REST: a job's parameters are its definitions {@code name} and {@code default}. */
    JsonArray parameters() {
        return new Fields(settings).list("parameters");
    }
}
