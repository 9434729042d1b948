package dev.sluice.face.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.account.AccountSelector;
import dev.sluice.audit.CallOrigin;
import dev.sluice.call.CallPipeline;
import dev.sluice.call.ToolAnswer;
import dev.sluice.call.ToolCall;
import dev.sluice.caller.Caller;
import dev.sluice.id.SortableId;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * {@code POST /api/v1/execute_tool}: names a tool and a connected account, passes parameters, gets {@code data} and
 * {@code execution_id}, and {@code repeat_of} where the call was a repeat. A thin route: the workspace's JSON is passed
 * on as bytes.
 */
@ApplicationScoped
class ToolRoute {
    /** The last three are recorded, and change nothing. */
    private static final Set<String> MEMBERS = Set.of(
            "tool_name",
            "params",
            "identifier",
            "connector",
            "connected_account_id",
            "organization_id",
            "user_id",
            "agent_run_id");

    private static final byte[] DATA = "{\"data\":".getBytes(StandardCharsets.US_ASCII);

    private final KnownCaller callers;
    private final CallPipeline pipeline;

    ToolRoute(KnownCaller callers, CallPipeline pipeline) {
        this.callers = callers;
        this.pipeline = pipeline;
    }

    void register(@Observes Router router) {
        router.post("/api/v1/execute_tool").handler(this::execute);
    }

    private void execute(RoutingContext context) {
        HttpServerRequest request = context.request();
        String executionId = SortableId.next("exe_");
        HttpServerResponse response = request.response();
        Cancellable running = callers.of(request)
                .flatMap(caller -> RequestBody.read(request).map(body -> call(executionId, caller, request, body)))
                .flatMap(call -> pipeline.run(call, response::putHeader))
                .subscribe()
                .with(answer -> answer(executionId, answer, response), cause -> refuse(cause, response, executionId));
        response.closeHandler(closed -> running.cancel());
    }

    private static ToolCall call(String executionId, Caller caller, HttpServerRequest request, ObjectNode body) {
        RequestBody.refuseUnknown(body, MEMBERS);
        return new ToolCall(
                executionId,
                caller,
                RequestBody.requiredText(body, "tool_name"),
                selector(body),
                RequestBody.objectOrEmpty(body, "params"),
                request.getHeader("Idempotency-Key"),
                origin(body));
    }

    static CallOrigin origin(ObjectNode body) {
        return new CallOrigin(
                CallOrigin.Source.API,
                RequestBody.text(body, "agent_run_id"),
                RequestBody.text(body, "user_id"),
                RequestBody.text(body, "organization_id"));
    }

    static AccountSelector selector(ObjectNode body) {
        return new AccountSelector(
                RequestBody.text(body, "connected_account_id"),
                RequestBody.text(body, "connector"),
                RequestBody.text(body, "identifier"));
    }

    private static void answer(String executionId, ToolAnswer answer, HttpServerResponse response) {
        Buffer data = answer.data();
        String repeatOf = answer.repeatOf() == null ? "" : ",\"repeat_of\":\"" + answer.repeatOf() + "\"";
        String tail = ",\"execution_id\":\"" + executionId + "\"" + repeatOf + "}";
        Buffer body = Buffer.buffer(DATA.length + data.length() + tail.length())
                .appendBytes(DATA)
                .appendBuffer(data)
                .appendString(tail);
        response.putHeader("Content-Type", "application/json").end(body);
    }

    private static void refuse(Throwable cause, HttpServerResponse response, String executionId) {
        ProblemWriter.write(response, ProblemWriter.faultOf(cause, executionId), executionId);
    }
}
