package dev.sluice.face.grpc;

import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.id.SortableId;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.HashMap;
import java.util.Map;

/**
 * {@code POST /scalekit.v1.…/Method} with {@code application/grpc}: gRPC over HTTP/2, on the port and by the server that
 * serve everything else, so that a cancelled call arrives as the reset of its stream and nothing else is disturbed.
 */
@ApplicationScoped
class GrpcRoute {
    private static final String CONTENT_TYPE = "application/grpc";
    private static final UnaryMethod UNKNOWN = (message, context) -> Uni.createFrom()
            .failure(Fault.of(
                            FaultCode.METHOD_NOT_ALLOWED,
                            "There is no such method.",
                            "The services are in docs/api.md.")
                    .asException());

    private final Vertx vertx;
    private final KnownCaller callers;
    private final Map<String, UnaryMethod> methods = new HashMap<>();

    GrpcRoute(
            Vertx vertx,
            KnownCaller callers,
            ToolService tools,
            AccountService accounts,
            ConnectionService connections,
            LogService logs) {
        this.vertx = vertx;
        this.callers = callers;
        methods.putAll(tools.methods());
        methods.putAll(accounts.methods());
        methods.putAll(connections.methods());
        methods.putAll(logs.methods());
    }

    void register(@Observes Router router) {
        router.post("/scalekit.v1.*").handler(this::call);
    }

    private void call(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        String type = request.getHeader("content-type");
        if (type == null || !type.startsWith(CONTENT_TYPE) || request.version() != HttpVersion.HTTP_2) {
            request.response()
                    .setStatusCode(415)
                    .putHeader("content-type", "text/plain")
                    .end("gRPC over HTTP/2 only; the same is at /api/v1 as JSON.\n");
            return;
        }
        WritesTogether.on(request.connection());
        UnaryMethod method = methods.getOrDefault(request.path(), UNKNOWN);
        new UnaryCall(vertx, request, method, SortableId.next("exe_")).start(callers);
    }
}
