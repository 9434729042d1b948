package dev.sluice.call.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.tool.ToolCatalogue;
import dev.sluice.workspace.ForwardAnswer;
import dev.sluice.workspace.ForwardRequest;
import dev.sluice.workspace.Workspace;
import dev.sluice.workspace.WorkspaceHost;
import dev.sluice.workspace.WorkspaceRequest;
import dev.sluice.workspace.WorkspaceResponse;
import io.smallrye.mutiny.Uni;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A workspace that answers as a test says, and the tools run at it. */
final class ScriptedWorkspace implements Workspace {
    static final ObjectMapper JSON = new ObjectMapper();
    private static final ToolCatalogue TOOLS = new ToolCatalogue();

    final List<WorkspaceRequest> seen = new ArrayList<>();
    private final Function<WorkspaceRequest, WorkspaceResponse> script;

    private ScriptedWorkspace(Function<WorkspaceRequest, WorkspaceResponse> script) {
        this.script = script;
    }

    static ScriptedWorkspace answering(Function<WorkspaceRequest, String> bodies) {
        return new ScriptedWorkspace(request -> ok(bodies.apply(request)));
    }

    static ScriptedWorkspace scripted(Function<WorkspaceRequest, WorkspaceResponse> script) {
        return new ScriptedWorkspace(script);
    }

    static WorkspaceResponse ok(String body) {
        return answer(200, body);
    }

    static WorkspaceResponse answer(int status, String body) {
        return new WorkspaceResponse(
                WorkspaceRequest.get("/"), "app-1", status, MultiMap.caseInsensitiveMultiMap(), Buffer.buffer(body));
    }

    /** Runs a tool by its name without the connector's prefix; {@code '} stands for {@code "}. */
    JsonNode run(String tool, String params) {
        return run(tool, params, false);
    }

    JsonNode run(String tool, String params, boolean startsWarehouse) {
        return json(text(tool, params, startsWarehouse));
    }

    String text(String tool, String params, boolean startsWarehouse) {
        var declared = TOOLS.get("databricksworkspace_" + tool);
        ToolRun run = ToolRun.of(declared, declared.validate(object(params)), startsWarehouse);
        return ToolRuns.run(this, run).await().indefinitely().data().toString();
    }

    List<String> uris() {
        return seen.stream().map(WorkspaceRequest::path).toList();
    }

    static ObjectNode object(String json) {
        return (ObjectNode) json(json);
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Override
    public WorkspaceHost host() {
        return new WorkspaceHost("https", "scripted.cloud.databricks.com", 443);
    }

    @Override
    public Uni<ForwardAnswer> forward(ForwardRequest request) {
        throw new UnsupportedOperationException("tools are not passed on");
    }

    @Override
    public Uni<WorkspaceResponse> send(WorkspaceRequest request) {
        return Uni.createFrom().item(() -> {
            seen.add(request);
            return script.apply(request);
        });
    }
}
