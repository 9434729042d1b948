package dev.sluice.call;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.tool.RequestTemplate;
import dev.sluice.tool.Tool;
import dev.sluice.workspace.WorkspaceRequest;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;

/** Makes the workspace request of a tool and its validated parameters. */
final class ToolRequests {
    // Databricks waits this long for a statement when nothing else is asked for.
    private static final Duration DEFAULT_WAIT = Duration.ofSeconds(10);

    private ToolRequests() {}

    static WorkspaceRequest of(Tool tool, ObjectNode params) {
        RequestTemplate template = tool.request();
        String path = template.pathFor(params);
        ObjectNode body = template.bodyFor(params);
        return new WorkspaceRequest(
                HttpMethod.valueOf(template.method()),
                path,
                "application/json",
                body == null ? null : Buffer.buffer(body.toString()),
                patience(tool, params),
                template.repeatable());
    }

    private static Duration patience(Tool tool, ObjectNode params) {
        if (tool.answer() != Tool.Answer.STATEMENT || tool.request().repeatable()) {
            return Duration.ZERO;
        }
        String wait = params.path("wait_timeout").asText("");
        return wait.isEmpty() ? DEFAULT_WAIT : Duration.ofSeconds(Long.parseLong(wait.substring(0, wait.length() - 1)));
    }
}
