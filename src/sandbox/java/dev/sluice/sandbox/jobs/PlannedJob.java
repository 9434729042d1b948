package dev.sluice.sandbox.jobs;

import io.vertx.core.json.JsonObject;

/**
 * A job that a workspace opens with.
 *
 * @param settings as jobs/create takes them
 * @param pastRuns how many runs it has behind it, one an hour
 * @param fails whether its runs fail
 */
public record PlannedJob(long id, JsonObject settings, int pastRuns, boolean fails) {}
