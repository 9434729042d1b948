package dev.sluice.call.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.tool.RequestTemplate;
import dev.sluice.workspace.WorkspaceRequest;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;

/** Makes the workspace requests of a tool. */
final class Requests {
    private static final String JSON = "application/json";

    private Requests() {}

    static WorkspaceRequest of(ToolRun run) {
        RequestTemplate template = run.tool().request();
        ObjectNode body = template.bodyFor(run.params());
        return new WorkspaceRequest(
                HttpMethod.valueOf(template.method()),
                template.uriFor(run.params()),
                JSON,
                body == null ? null : Buffer.buffer(body.toString()),
                Duration.ZERO,
                // What Databricks itself runs once by its name may be sent twice.
                template.repeatable() || run.params().has("idempotency_token"));
    }

    /** An execute call that the workspace answers after {@code wait} at the latest. */
    static WorkspaceRequest execute(ToolRun run, ObjectNode body, Duration wait) {
        return new WorkspaceRequest(
                HttpMethod.POST,
                run.tool().request().uriFor(run.params()),
                JSON,
                Buffer.buffer(body.toString()),
                wait,
                run.reads());
    }
}
