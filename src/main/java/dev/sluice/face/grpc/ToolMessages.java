package dev.sluice.face.grpc;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.BoolValue;
import dev.sluice.call.ToolLists;
import dev.sluice.face.grpc.wire.tools.ScopedTool;
import dev.sluice.tool.Tool;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Tools as messages, each made once: the catalogue does not change while the gateway runs. */
final class ToolMessages {
    private final Map<String, dev.sluice.face.grpc.wire.tools.Tool> made = new ConcurrentHashMap<>();

    dev.sluice.face.grpc.wire.tools.Tool of(Tool tool) {
        return made.computeIfAbsent(tool.name(), name -> make(tool));
    }

    ScopedTool of(ToolLists.Scoped scoped) {
        return ScopedTool.newBuilder()
                .setTool(of(scoped.tool()))
                .setIdentifier(scoped.account().identifier())
                .setConnectedAccountId(scoped.account().id().value())
                .build();
    }

    private static dev.sluice.face.grpc.wire.tools.Tool make(Tool tool) {
        Tool.Definition shown = tool.definition();
        ObjectNode definition = JsonNodeFactory.instance
                .objectNode()
                .put("name", tool.name())
                .put("display_name", shown.title())
                .put("description", shown.description())
                .put("provider", tool.connector());
        definition.set("input_schema", shown.inputSchema());
        definition.set("output_schema", shown.outputSchema());
        definition.set("annotations", shown.annotations());
        return dev.sluice.face.grpc.wire.tools.Tool.newBuilder()
                .setId("tol_" + tool.name())
                .setProvider(tool.connector())
                .setDefinition(Structs.of(definition))
                .setIsDefault(BoolValue.of(true))
                .build();
    }
}
