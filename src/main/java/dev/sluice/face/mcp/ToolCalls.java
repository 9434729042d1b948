package dev.sluice.face.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.audit.CallOrigin;
import dev.sluice.call.CallPipeline;
import dev.sluice.call.ToolAnswer;
import dev.sluice.call.ToolCall;
import dev.sluice.call.run.Reception;
import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.fault.FaultException;
import dev.sluice.id.SortableId;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** Runs tools. What goes wrong with one is its result: a model reads it and does better. */
@Singleton
final class ToolCalls {
    private static final Logger LOG = Logger.getLogger(ToolCalls.class);
    private static final long MOST_BYTES = 1024 * 1024;

    private final CallPipeline pipeline;
    private final ToolNames names;
    private final int mostBytes;

    ToolCalls(CallPipeline pipeline, ToolNames names, McpConfig config) {
        this.pipeline = pipeline;
        this.names = names;
        this.mostBytes = (int) Math.min(config.mostResultBytes().asLongValue(), MOST_BYTES);
    }

    /**
     * Runs a tool.
     *
     * @param params of {@code tools/call}: {@code name} and {@code arguments}
     * @param progress hears what the call waits for
     */
    Uni<Result> call(Client client, ObjectNode params, Consumer<String> progress) {
        String name = params.path("name").asText();
        String tool = names.find(name)
                .orElseThrow(() -> RpcError.of(RpcError.INVALID_PARAMS, "Unknown tool: " + shown(name)))
                .name();
        String executionId = SortableId.next("exe_");
        return run(client, executionId, tool, arguments(params), progress)
                .map(answer -> ToolResults.of(answer, executionId))
                .onFailure()
                .recoverWithItem(cause -> ToolResults.of(faultOf(cause, executionId), executionId));
    }

    /** The answer of a tool by itself; fails with a fault. */
    Uni<ToolAnswer> run(
            Client client, String executionId, String tool, ObjectNode arguments, Consumer<String> progress) {
        return pipeline.run(new ToolCall(
                        executionId,
                        client.caller(),
                        tool,
                        client.account(),
                        arguments,
                        null,
                        CallOrigin.of(CallOrigin.Source.MCP),
                        new Reception(mostBytes, progress)))
                .onFailure(cause -> client.namesNoAccount() && isUnnamed(cause))
                .transform(cause -> unnamed().asException());
    }

    private static ObjectNode arguments(ObjectNode params) {
        JsonNode arguments = params.path("arguments");
        if (arguments.isMissingNode() || arguments.isNull()) {
            return JsonNodeFactory.instance.objectNode();
        }
        if (arguments instanceof ObjectNode object) {
            return object;
        }
        throw RpcError.of(RpcError.INVALID_PARAMS, "The arguments are not an object");
    }

    private static Fault faultOf(Throwable cause, String executionId) {
        if (cause instanceof FaultException told) {
            return told.fault();
        }
        LOG.errorf(cause, "Call %s failed inside the gateway", executionId);
        return Fault.of(FaultCode.INTERNAL, "The gateway failed.", "Report this with its execution_id.");
    }

    private static boolean isUnnamed(Throwable cause) {
        return cause instanceof FaultException told
                && "/identifier".equals(told.fault().pointer());
    }

    // A model cannot name an account: whoever connected it can.
    private static Fault unnamed() {
        return Fault.of(
                FaultCode.INVALID_REQUEST,
                "The connection names no connected account.",
                "Whoever set it up uses a session token, or sends the headers identifier and connection_name, or"
                        + " connected_account_id.");
    }

    private static String shown(String name) {
        return name.length() > 100 ? name.substring(0, 100) + "…" : name;
    }
}
