package dev.sluice.face.proxy;

import dev.sluice.account.AccountSelector;
import dev.sluice.call.CallPipeline;
import dev.sluice.call.forward.Doors;
import dev.sluice.call.forward.ForwardCall;
import dev.sluice.caller.Authenticator;
import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.fault.FaultException;
import dev.sluice.id.SortableId;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.function.Supplier;

/**
 * {@code /proxy/{workspace path}}, any method: the headers {@code identifier}, {@code connection_name} and {@code
 * connected_account_id} name the account. At a workspace's door the host names it, and nothing else is served. Stands
 * before all routes, which would tidy paths, limit bodies, and answer at every host.
 */
@ApplicationScoped
class ProxyRoute {
    private static final String PREFIX = "/proxy";
    // After the refusals of a gateway that stops, before the limit for other bodies.
    private static final int PRIORITY = 1_500;
    // What the framework's metrics and traces name a request by, instead of its path.
    private static final String TEMPLATE = "UrlPathTemplate";

    private final Authenticator callers;
    private final CallPipeline pipeline;
    private final Doors doors;
    private final LastRequests lastRequests;

    ProxyRoute(Authenticator callers, CallPipeline pipeline, Doors doors, LastRequests lastRequests) {
        this.callers = callers;
        this.pipeline = pipeline;
        this.doors = doors;
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
        switch (doors.areOpen() ? doors.at(Addressees.of(request)) : Doors.ELSEWHERE) {
            case Doors.Door door ->
                forward(request, "", () -> new AccountSelector(door.account().value(), null, null));
            case Doors.Nowhere nowhere ->
                forward(request, "", () -> {
                    throw noDoor();
                });
            case Doors.Elsewhere elsewhere -> {
                if (request.uri().startsWith(PREFIX + "/")) {
                    forward(request, PREFIX, () -> named(request));
                } else {
                    context.next();
                }
            }
        }
    }

    private static AccountSelector named(HttpServerRequest request) {
        return new AccountSelector(
                Framing.only(request, "connected_account_id"),
                Framing.only(request, "connection_name"),
                Framing.only(request, "identifier"));
    }

    private void forward(HttpServerRequest request, String prefix, Supplier<AccountSelector> account) {
        Vertx.currentContext().putLocal(TEMPLATE, prefix + "/{path}");
        String executionId = SortableId.next("exe_");
        ProxyExchange exchange = new ProxyExchange(request, executionId, lastRequests);
        try {
            Framing.check(request);
            String authorization = Framing.only(request, "authorization");
            AccountSelector selector = account.get();
            exchange.start(callers.authenticate(authorization)
                    .map(caller -> new ForwardCall(
                            executionId,
                            caller,
                            selector,
                            request.method(),
                            request.uri().substring(prefix.length()),
                            prefix,
                            request.headers(),
                            exchange.body()))
                    .flatMap(call -> pipeline.forward(call, exchange::tell)));
        } catch (FaultException refused) {
            exchange.refuse(refused);
        }
    }

    private static FaultException noDoor() {
        return Fault.of(
                        FaultCode.NOT_FOUND,
                        "No workspace has its door at this host.",
                        "Use the workspace_door_url that the connected account shows.")
                .asException();
    }
}
