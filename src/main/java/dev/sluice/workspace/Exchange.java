package dev.sluice.workspace;

import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.loop.CallerLoop;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One request and its whole answer. Lives on the caller's event loop. */
final class Exchange {
    private final ConnectionPool connections;
    private final RequestOptions options;
    private final WorkspaceAccess access;
    private final WorkspaceRequest request;
    private final int maxAnswerBytes;
    private final StallWatch watch;
    private @Nullable HttpClientRequest sent;
    private boolean cancelled;
    private boolean answered;
    private boolean repeated;

    Exchange(
            Vertx vertx,
            ConnectionPool connections,
            RequestOptions options,
            WorkspaceAccess access,
            WorkspaceRequest request,
            WorkspaceConfig config) {
        Duration firstByte = request.firstByte() == null ? config.firstByteTimeout() : request.firstByte();
        this.connections = connections;
        // Vert.x ends this idle time with the answer's head; the watch goes on from there.
        this.options = options.setConnectTimeout(firstByte.toMillis())
                .setIdleTimeout(firstByte.plus(request.patience()).toMillis());
        this.access = access;
        this.request = request;
        this.maxAnswerBytes = config.maxAnswerBytes();
        this.watch = new StallWatch(vertx, firstByte);
    }

    void start(UniEmitter<? super WorkspaceResponse> emitter) {
        emitter.onTermination(this::cancel);
        connections.open(options).onComplete(opened -> {
            if (opened.failed()) {
                emitter.fail(TransportFaults.ofOpening(opened.cause(), access.host()));
            } else if (cancelled) {
                opened.result().request().exceptionHandler(reset -> {}).reset();
            } else {
                send(opened.result(), emitter);
            }
        });
    }

    private void send(ConnectionPool.Opened connected, UniEmitter<? super WorkspaceResponse> emitter) {
        // A caller who hangs up resets the request: nothing to log.
        HttpClientRequest opened = connected.request().exceptionHandler(reset -> {});
        sent = opened;
        var answer = request.body() == null ? opened.send() : opened.send(request.body());
        answer.onSuccess(response -> collect(response, emitter)).onFailure(cause -> {
            if (connected.metClosedConnection(cause) && mayRepeat()) {
                repeated = true;
                start(emitter);
            } else {
                emitter.fail(TransportFaults.of(cause, access.host(), !request.repeatable()));
            }
        });
    }

    // A pooled connection may be closed by the workspace just as we use it; one fresh try where that does no harm.
    private boolean mayRepeat() {
        return request.repeatable() && !repeated && !cancelled;
    }

    private void collect(HttpClientResponse response, UniEmitter<? super WorkspaceResponse> emitter) {
        Buffer body = Buffer.buffer();
        watch.start(
                () -> emitter.fail(TransportFaults.of(new TimeoutException(), access.host(), !request.repeatable())));
        response.exceptionHandler(CallerLoop.handling(
                cause -> emitter.fail(TransportFaults.of(cause, access.host(), !request.repeatable()))));
        response.handler(part -> {
            if (body.length() + part.length() > maxAnswerBytes) {
                emitter.fail(tooLarge().asException());
                response.request().reset();
            } else {
                watch.heard();
                body.appendBuffer(part);
            }
        });
        response.endHandler(end -> {
            answered = true;
            emitter.complete(new WorkspaceResponse(
                    request, access.principal(), response.statusCode(), response.headers(), body));
        });
    }

    private Fault tooLarge() {
        return Fault.of(
                FaultCode.RESULT_TOO_LARGE,
                "The workspace's answer is larger than " + maxAnswerBytes + " bytes.",
                "Read the result through /api/v1/sql/stream, or ask for less.");
    }

    private void cancel() {
        cancelled = true;
        watch.stop();
        if (sent != null && !answered) {
            sent.reset();
        }
    }
}
