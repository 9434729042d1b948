package dev.sluice.face.proxy;

import dev.sluice.account.AccountSelector;
import dev.sluice.call.CallPipeline;
import dev.sluice.call.forward.ForwardCall;
import dev.sluice.fault.FaultException;
import dev.sluice.id.SortableId;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * {@code /proxy/{workspace path}}, any method: the headers {@code identifier}, {@code connection_name} and {@code
 * connected_account_id} name the account. Stands before all routes, which would tidy paths and limit bodies.
 */
@ApplicationScoped
class ProxyRoute {
    private static final String PREFIX = "/proxy";
    // After the refusals of a gateway that stops, before the limit for other bodies.
    private static final int PRIORITY = 1_500;
    // What the framework's metrics and traces name a request by, instead of its path.
    private static final String TEMPLATE = "UrlPathTemplate";

    private final CallPipeline pipeline;
    private final LastRequests lastRequests;

    ProxyRoute(CallPipeline pipeline, LastRequests lastRequests) {
        this.pipeline = pipeline;
        this.lastRequests = lastRequests;
    }

    void register(@Observes Filters filters) {
        filters.register(this::handle, PRIORITY);
    }

    private void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (lastRequests.heardOn(request.connection())) {
            request.connection().close();
            return;
        }
        if (request.uri().startsWith(PREFIX + "/")) {
            forward(request);
        } else {
            context.next();
        }
    }

    private static AccountSelector named(HttpServerRequest request) {
        return new AccountSelector(
                Framing.only(request, "connected_account_id"),
                Framing.only(request, "connection_name"),
                Framing.only(request, "identifier"));
    }

    private void forward(HttpServerRequest request) {
        Vertx.currentContext().putLocal(TEMPLATE, PREFIX + "/{path}");
        String executionId = SortableId.next("exe_");
        ProxyExchange exchange = new ProxyExchange(request, executionId, lastRequests);
        try {
            Framing.check(request);
            exchange.start(
                    pipeline,
                    new ForwardCall(
                            executionId,
                            Framing.only(request, "authorization"),
                            named(request),
                            request.method(),
                            request.uri().substring(PREFIX.length()),
                            PREFIX,
                            request.headers(),
                            exchange.body()));
        } catch (FaultException refused) {
            exchange.refuse(refused);
        }
    }
}
