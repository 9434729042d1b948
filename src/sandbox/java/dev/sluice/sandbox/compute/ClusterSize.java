package dev.sluice.sandbox.compute;

import dev.sluice.sandbox.http.Fields;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** How many workers a cluster has: a number, or a range. Databricks REST: num_workers or autoscale. */
final class ClusterSize {
    private ClusterSize() {}

    /**
     * The member that says the size, alone. That there must be one is told in the platform's words; the other refusals
     * are the sandbox's own.
     */
    static JsonObject read(JsonObject body) {
        Fields fields = new Fields(body);
        @Nullable Long workers = fields.number("num_workers");
        boolean scales = body.getValue("autoscale") != null;
        if (workers != null && scales) {
            throw ClusterRefusals.invalid("Only one of num_workers and autoscale may be specified.");
        }
        if (scales) {
            return new JsonObject().put("autoscale", range(new Fields(fields.object("autoscale"))));
        }
        if (workers == null) {
            throw ClusterRefusals.missing("size");
        }
        if (workers < 0) {
            throw ClusterRefusals.invalid("num_workers must not be negative.");
        }
        return new JsonObject().put("num_workers", workers);
    }

    private static JsonObject range(Fields autoscale) {
        @Nullable Long least = autoscale.number("min_workers");
        @Nullable Long most = autoscale.number("max_workers");
        if (least == null || most == null || least < 0 || least > most) {
            throw ClusterRefusals.invalid(
                    "autoscale needs min_workers and max_workers, the first not above the second.");
        }
        return new JsonObject().put("min_workers", least).put("max_workers", most);
    }
}
