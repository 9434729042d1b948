package dev.sluice.sandbox.jobs;

import dev.sluice.sandbox.http.Fields;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What run-now asks for.
 *
 * @param token makes a repeated request the same request; at most 64 characters
 * @param parameters values of the job's own parameters, by name
 * @param overriding the older kinds of parameters, such as notebook_params
 */
record RunRequest(long jobId, @Nullable String token, JsonObject parameters, JsonObject overriding) {
    static final RunRequest PLAIN = new RunRequest(0, null, new JsonObject(), new JsonObject());
    private static final int LONGEST_TOKEN = 64;
    private static final List<String> OLDER_KINDS = List.of(
            "notebook_params",
            "jar_params",
            "python_params",
            "python_named_params",
            "sql_params",
            "dbt_commands",
            "spark_submit_params",
            "pipeline_params");

    static RunRequest read(JsonObject body) {
        Fields fields = new Fields(body);
        @Nullable String token = fields.text("idempotency_token");
        if (token != null && token.length() > LONGEST_TOKEN) {
            // The limit is documented, the words of its refusal are not.
            throw JobRefusals.invalid("The idempotency_token must have at most " + LONGEST_TOKEN + " characters.");
        }
        JsonObject overriding = new JsonObject();
        for (String kind : OLDER_KINDS) {
            if (body.getValue(kind) != null) {
                overriding.put(kind, body.getValue(kind));
            }
        }
        return new RunRequest(
                fields.requiredNumber("job_id"),
                token == null || token.isEmpty() ? null : token,
                fields.object("job_parameters"),
                overriding);
    }
}
