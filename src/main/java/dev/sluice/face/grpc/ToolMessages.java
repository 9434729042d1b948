package dev.sluice.face.grpc;

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
        return dev.sluice.face.grpc.wire.tools.Tool.newBuilder()
                .setId("tol_" + tool.name())
                .setProvider(tool.connector())
                .setDefinition(Structs.of(tool.toJson()))
                .setIsDefault(BoolValue.of(true))
                .build();
    }
}
