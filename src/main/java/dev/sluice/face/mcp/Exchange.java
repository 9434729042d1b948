package dev.sluice.face.mcp;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.sluice.fault.FaultException;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one request: JSON, or from the first word of progress on a stream of events. Answers once, or not at all
 * if the client has gone or cancelled. Lives on one event loop.
 */
final class Exchange {
    private static final Logger LOG = Logger.getLogger(Exchange.class);
    private static final long NO_TIMER = -1;

    private final Vertx vertx;
    private final Context loop;
    private final HttpServerResponse response;
    private final Message request;
    private final Protocol protocol;
    private final String serverVersion;
    private final boolean streams;
    private @Nullable Cancellable work;
    private Runnable whenOver = () -> {};
    private long timer = NO_TIMER;
    private long told;
    private String stage = "";
    private long startedAt;
    private boolean over;

    Exchange(Vertx vertx, HttpServerRequest http, Message request, Protocol protocol, String serverVersion) {
        this.vertx = vertx;
        this.loop = vertx.getOrCreateContext();
        this.response = http.response();
        this.request = request;
        this.protocol = protocol;
        this.serverVersion = serverVersion;
        this.streams = http.headers().getAll("Accept").stream().anyMatch(type -> type.contains("text/event-stream"));
        response.exceptionHandler(broken -> abandon());
        response.closeHandler(closed -> abandon());
    }

    Message request() {
        return request;
    }

    Protocol protocol() {
        return protocol;
    }

    /** What runs for this request, and stops if its client goes; {@code whenOver} runs however it ends. */
    void running(Cancellable work, Runnable whenOver) {
        if (over) {
            work.cancel();
            whenOver.run();
        } else {
            this.work = work;
            this.whenOver = whenOver;
        }
    }

    /** Tells what the request waits for now, and again at each interval, if the client asked for it. */
    void progress(String stage, long intervalMillis) {
        loop.runOnContext(ignored -> {
            if (over || !streams || request.progressToken() == null) {
                return;
            }
            this.stage = stage;
            if (timer == NO_TIMER) {
                startedAt = System.nanoTime();
                timer = vertx.setPeriodic(intervalMillis, due -> tell());
            }
            tell();
        });
    }

    private void tell() {
        if (over || response.writeQueueFull()) {
            return;
        }
        long seconds = (System.nanoTime() - startedAt) / 1_000_000_000;
        String message = TextNode.valueOf(stage + (seconds == 0 ? "." : ", " + seconds + " s."))
                .toString();
        event("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":{\"progressToken\":"
                + request.progressToken() + ",\"progress\":" + ++told + ",\"message\":" + message + "}}");
    }

    void answer(Result result) {
        end(
                "{\"jsonrpc\":\"2.0\",\"id\":" + request.id() + ",\"result\":" + result.json(protocol, serverVersion)
                        + "}",
                200);
    }

    void fail(Throwable cause) {
        RpcError error = error(cause);
        String data = error.data() == null ? "" : ",\"data\":" + error.data();
        end(
                "{\"jsonrpc\":\"2.0\",\"id\":" + request.id() + ",\"error\":{\"code\":" + error.code() + ",\"message\":"
                        + TextNode.valueOf(error.message()) + data + "}}",
                error.status());
    }

    private RpcError error(Throwable cause) {
        if (cause instanceof RpcError told) {
            return told;
        }
        if (cause instanceof FaultException told) {
            return FaultTexts.error(told.fault(), protocol);
        }
        LOG.errorf(cause, "A request for %s failed inside the gateway", request.method());
        return RpcError.of(RpcError.INTERNAL, "The gateway failed");
    }

    /** Ends the request without an answer: its client cancelled it. */
    void cancel() {
        loop.runOnContext(ignored -> {
            if (!over) {
                abandon();
                if (!response.headWritten()) {
                    response.putHeader("Content-Type", "text/event-stream");
                }
                response.end();
            }
        });
    }

    private void abandon() {
        @Nullable Cancellable underWay = work;
        if (finish() && underWay != null) {
            underWay.cancel();
        }
    }

    private void end(String json, int status) {
        if (!finish()) {
            return;
        }
        if (response.headWritten()) {
            event(json);
            response.end();
        } else {
            response.setStatusCode(status)
                    .putHeader("Content-Type", "application/json")
                    .putHeader("Cache-Control", "no-store")
                    .end(json);
        }
    }

    private void event(String json) {
        if (!response.headWritten()) {
            response.setChunked(true)
                    .putHeader("Content-Type", "text/event-stream")
                    .putHeader("Cache-Control", "no-store")
                    // Proxies such as nginx would hold events back.
                    .putHeader("X-Accel-Buffering", "no");
        }
        // An event's data is one line; between the tokens of JSON a space does as well as a line's end.
        response.write("event: message\ndata: " + json.replace('\n', ' ').replace('\r', ' ') + "\n\n");
    }

    private boolean finish() {
        if (over) {
            return false;
        }
        over = true;
        if (timer != NO_TIMER) {
            vertx.cancelTimer(timer);
        }
        whenOver.run();
        return true;
    }
}
