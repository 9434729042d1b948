package dev.sluice.sandbox.settings;

import dev.sluice.sandbox.settings.SandboxSettings.Catalog;
import dev.sluice.sandbox.settings.SandboxSettings.Clusters;
import dev.sluice.sandbox.settings.SandboxSettings.Jobs;
import dev.sluice.sandbox.settings.SandboxSettings.Repos;
import dev.sluice.sandbox.settings.SandboxSettings.Scim;
import dev.sluice.sandbox.settings.SandboxSettings.Statements;
import dev.sluice.sandbox.settings.SandboxSettings.Tokens;
import dev.sluice.sandbox.settings.SandboxSettings.Warehouses;
import io.vertx.core.json.JsonObject;
import java.time.Duration;

/** Settings as the control face writes them: snake_case, ISO-8601 durations. */
final class SettingsJson {
    private SettingsJson() {}

    static JsonObject write(SandboxSettings settings) {
        Statements statements = settings.statements();
        return new JsonObject()
                .put(
                        "tokens",
                        new JsonObject()
                                .put("lifetime", settings.tokens().lifetime().toString())
                                .put("revoked_status", settings.tokens().revokedStatus()))
                .put("warehouses", warehouses(settings.warehouses()))
                .put(
                        "statements",
                        new JsonObject()
                                .put("workers", statements.workers())
                                .put("minimum_run", statements.minimumRun().toString())
                                .put("inline_chunk_bytes", statements.inlineChunkBytes())
                                .put("link_chunk_bytes", statements.linkChunkBytes())
                                .put("inline_limit_bytes", statements.inlineLimitBytes())
                                .put("link_lifetime", statements.linkLifetime().toString())
                                .put(
                                        "result_lifetime",
                                        statements.resultLifetime().toString())
                                .put(
                                        "statement_lifetime",
                                        statements.statementLifetime().toString())
                                .put("next_chunk_before_rows", statements.nextChunkBeforeRows())
                                .put("time_zone", statements.timeZone()))
                .put("catalog", page(settings.catalog().pageSize()))
                .put("clusters", clusters(settings.clusters()))
                .put("jobs", jobs(settings.jobs()))
                .put("scim", page(settings.scim().pageSize()))
                .put("repos", page(settings.repos().pageSize()))
                .put("gzip", settings.gzip());
    }

    private static JsonObject clusters(Clusters clusters) {
        return new JsonObject()
                .put("start_delay", clusters.startDelay().toString())
                .put("resize_delay", clusters.resizeDelay().toString())
                .put("stop_delay", clusters.stopDelay().toString());
    }

    private static JsonObject jobs(Jobs jobs) {
        return new JsonObject()
                .put("pending_time", jobs.pendingTime().toString())
                .put("run_time", jobs.runTime().toString())
                .put("absent_status", jobs.absentStatus());
    }

    private static JsonObject page(int size) {
        return new JsonObject().put("page_size", size);
    }

    private static JsonObject warehouses(Warehouses warehouses) {
        return new JsonObject()
                .put("start_delay", warehouses.startDelay().toString())
                .put("stop_delay", warehouses.stopDelay().toString())
                .put("page_size", warehouses.pageSize())
                .put("absent_status", warehouses.absentStatus());
    }

    static SandboxSettings read(JsonObject json) {
        JsonObject tokens = json.getJsonObject("tokens");
        JsonObject warehouses = json.getJsonObject("warehouses");
        JsonObject statements = json.getJsonObject("statements");
        JsonObject clusters = json.getJsonObject("clusters");
        JsonObject jobs = json.getJsonObject("jobs");
        return new SandboxSettings(
                new Tokens(duration(tokens, "lifetime"), tokens.getInteger("revoked_status")),
                new Warehouses(
                        duration(warehouses, "start_delay"),
                        duration(warehouses, "stop_delay"),
                        warehouses.getInteger("page_size"),
                        warehouses.getInteger("absent_status")),
                new Statements(
                        statements.getInteger("workers"),
                        duration(statements, "minimum_run"),
                        statements.getLong("inline_chunk_bytes"),
                        statements.getLong("link_chunk_bytes"),
                        statements.getLong("inline_limit_bytes"),
                        duration(statements, "link_lifetime"),
                        duration(statements, "result_lifetime"),
                        duration(statements, "statement_lifetime"),
                        statements.getBoolean("next_chunk_before_rows"),
                        statements.getString("time_zone")),
                new Catalog(page(json, "catalog")),
                new Clusters(
                        duration(clusters, "start_delay"),
                        duration(clusters, "resize_delay"),
                        duration(clusters, "stop_delay")),
                new Jobs(duration(jobs, "pending_time"), duration(jobs, "run_time"), jobs.getInteger("absent_status")),
                new Scim(page(json, "scim")),
                new Repos(page(json, "repos")),
                json.getBoolean("gzip"));
    }

    private static int page(JsonObject json, String group) {
        return json.getJsonObject(group).getInteger("page_size");
    }

    private static Duration duration(JsonObject group, String name) {
        return Duration.parse(group.getString(name));
    }
}
