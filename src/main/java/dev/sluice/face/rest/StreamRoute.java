package dev.sluice.face.rest;

import dev.sluice.call.CallPipeline;
import dev.sluice.call.StreamCall;
import dev.sluice.id.SortableId;
import dev.sluice.statement.StatementStream;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * {@code POST /api/v1/sql/stream} and {@code GET /api/v1/sql/stream/{statement_id}}: rows as NDJSON while they come. The
 * contract is in {@code docs/api.md}.
 */
@ApplicationScoped
class StreamRoute {
    private final KnownCaller callers;
    private final CallPipeline pipeline;

    StreamRoute(KnownCaller callers, CallPipeline pipeline) {
        this.callers = callers;
        this.pipeline = pipeline;
    }

    void register(@Observes Router router) {
        router.post("/api/v1/sql/stream").handler(this::run);
        router.get("/api/v1/sql/stream/:statement_id").handler(this::resume);
    }

    private void run(RoutingContext context) {
        HttpServerRequest request = context.request();
        String executionId = SortableId.next("exe_");
        stream(
                callers.of(request)
                        .flatMap(caller -> RequestBody.read(request)
                                .map(body -> StreamForm.run(executionId, caller, request, body))),
                request.response(),
                executionId);
    }

    private void resume(RoutingContext context) {
        HttpServerRequest request = context.request();
        String executionId = SortableId.next("exe_");
        stream(
                callers.of(request).map(caller -> {
                    request.resume();
                    return StreamForm.resume(executionId, caller, request, context.pathParam("statement_id"));
                }),
                request.response(),
                executionId);
    }

    private void stream(Uni<StreamCall> asked, HttpServerResponse response, String executionId) {
        NdjsonResponseWriter writer = new NdjsonResponseWriter(response, executionId);
        boolean[] left = {false};
        StatementStream[] begun = {null};
        Cancellable opening = asked.flatMap(call -> pipeline.stream(call, writer, response::putHeader))
                .subscribe()
                .with(
                        stream -> {
                            begun[0] = stream;
                            if (left[0]) {
                                stream.cancel();
                            }
                        },
                        cause -> refuse(cause, response, executionId));
        response.exceptionHandler(broken -> {});
        response.closeHandler(closed -> {
            left[0] = true;
            if (begun[0] != null) {
                begun[0].cancel();
            } else {
                opening.cancel();
            }
        });
    }

    private static void refuse(Throwable cause, HttpServerResponse response, String executionId) {
        ProblemWriter.write(response, ProblemWriter.faultOf(cause, executionId), executionId);
    }
}
