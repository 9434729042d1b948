package dev.sluice.face.mcp;

import dev.sluice.caller.Authenticator;
import dev.sluice.caller.Caller;
import dev.sluice.caller.Scope;
import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.fault.FaultException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /mcp}: one message of the Model Context Protocol. First of all the sender's origin is checked, then who it
 * is. No other method is offered: this server says nothing unasked, and keeps no session that could be ended.
 */
@ApplicationScoped
class McpRoute {
    private final Vertx vertx;
    private final Origins origins;
    private final Authenticator callers;
    private final Methods methods;
    private final RunningCalls running;
    private final String version;
    private final long progressMillis;

    McpRoute(
            Vertx vertx,
            Origins origins,
            Authenticator callers,
            Methods methods,
            RunningCalls running,
            Greeting greeting,
            McpConfig config) {
        this.vertx = vertx;
        this.origins = origins;
        this.callers = callers;
        this.methods = methods;
        this.running = running;
        this.version = greeting.version();
        this.progressMillis = Math.max(100, config.progressInterval().toMillis());
    }

    void register(@Observes Router router) {
        router.route("/mcp").handler(this::receive);
    }

    private void receive(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        if (!origins.admit(request)) {
            HttpRefusal.write(request, foreign());
            return;
        }
        origins.share(request);
        if (request.method() == HttpMethod.OPTIONS) {
            origins.preflight(request.response());
            return;
        }
        // Nothing is read for nobody.
        request.pause();
        callers.authenticate(request.getHeader("Authorization"))
                .map(caller -> caller.with(Scope.TOOLS_EXECUTE))
                .subscribe()
                .with(caller -> receive(request, caller), refused -> HttpRefusal.write(request, refused));
    }

    private void receive(HttpServerRequest request, Caller caller) {
        if (request.response().closed()) {
            // Hung up before it was known who asks: nothing is run for nobody.
            request.resume();
            return;
        }
        if (request.method() != HttpMethod.POST) {
            request.response().putHeader("Allow", "POST");
            HttpRefusal.write(request, onlyPost());
            return;
        }
        BodyReader.read(request)
                .map(body -> {
                    receive(request, caller, Message.parse(body));
                    return body;
                })
                .onFailure(refused -> HttpRefusal.write(request, refused));
        request.resume();
    }

    private void receive(HttpServerRequest request, Caller caller, Message message) {
        if (!message.isRequest()) {
            hear(request, caller, message);
            return;
        }
        Protocol protocol;
        Client client;
        @Nullable String session = null;
        try {
            client = Client.of(caller, request);
            protocol = Protocol.of(message, request.headers());
            if (protocol == Protocol.LEGACY) {
                session = session(request, caller, message);
            }
        } catch (RpcError refused) {
            new Exchange(vertx, request, message, Protocol.LEGACY, version).fail(refused);
            return;
        }
        answer(new Exchange(vertx, request, message, protocol, version), client, session);
    }

    private void answer(Exchange exchange, Client client, @Nullable String session) {
        Runnable leave;
        try {
            leave = running.enter(client.caller(), session, exchange);
        } catch (RpcError twice) {
            exchange.fail(twice);
            return;
        }
        Cancellable work = Uni.createFrom()
                .deferred(() -> methods.answer(
                        client,
                        exchange.request(),
                        exchange.protocol(),
                        stage -> exchange.progress(stage, progressMillis)))
                .subscribe()
                .with(exchange::answer, exchange::fail);
        exchange.running(work, leave);
    }

    /** The session of a request, whose id a handshake is given here; none where the client sends none. */
    private static @Nullable String session(HttpServerRequest request, Caller caller, Message message) {
        if (message.method().equals("initialize")) {
            request.response().putHeader("Mcp-Session-Id", Session.open(caller));
            return null;
        }
        @Nullable String given = request.getHeader("Mcp-Session-Id");
        if (given != null && !Session.isOf(caller, given)) {
            throw RpcError.of(RpcError.INVALID_REQUEST, 404, "There is no such session: initialize anew");
        }
        return given;
    }

    // A notification, or an answer to what nobody asked.
    private void hear(HttpServerRequest request, Caller caller, Message message) {
        @Nullable String spoken = request.getHeader("MCP-Protocol-Version");
        if (spoken != null && !Protocol.VERSIONS.contains(spoken)) {
            HttpRefusal.write(
                    request, RpcError.of(RpcError.UNSUPPORTED_VERSION, 400, "The protocol version is not supported"));
            return;
        }
        @Nullable String session = request.getHeader("Mcp-Session-Id");
        if (session != null && !Session.isOf(caller, session)) {
            HttpRefusal.write(
                    request, RpcError.of(RpcError.INVALID_REQUEST, 404, "There is no such session: initialize anew"));
            return;
        }
        if (session != null && message.method().equals("notifications/cancelled")) {
            running.cancel(caller, session, message.params().path("requestId").toString());
        }
        request.response().setStatusCode(202).end();
    }

    private static FaultException foreign() {
        return Fault.of(
                        FaultCode.FORBIDDEN,
                        "The Origin or Host of the request may not call this gateway.",
                        "The operator adds it to sluice.mcp.allowed-origins or sluice.mcp.allowed-hosts.")
                .asException();
    }

    private static FaultException onlyPost() {
        return Fault.of(
                        FaultCode.METHOD_NOT_ALLOWED,
                        "The Model Context Protocol is spoken with POST here.",
                        "Send each message as a POST; its answer may be a stream of events.")
                .asException();
    }
}
