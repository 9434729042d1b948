package dev.sluice.workspace;

import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One request and its whole answer. Lives on the caller's event loop. */
final class Exchange {
    private final HttpClient http;
    private final RequestOptions options;
    private final WorkspaceHost host;
    private final WorkspaceRequest request;
    private final int maxAnswerBytes;
    private @Nullable HttpClientRequest sent;
    private boolean cancelled;
    private boolean answered;
    private boolean repeated;

    Exchange(
            HttpClient http,
            RequestOptions options,
            WorkspaceHost host,
            WorkspaceRequest request,
            Duration timeout,
            int maxAnswerBytes) {
        this.http = http;
        this.options = options.setIdleTimeout(timeout.toMillis());
        this.host = host;
        this.request = request;
        this.maxAnswerBytes = maxAnswerBytes;
    }

    void start(UniEmitter<? super WorkspaceResponse> emitter) {
        emitter.onTermination(this::cancel);
        http.request(options).onComplete(opened -> {
            if (opened.failed()) {
                emitter.fail(TransportFaults.of(opened.cause(), host, false));
            } else if (cancelled) {
                opened.result().reset();
            } else {
                send(opened.result(), emitter);
            }
        });
    }

    private void send(HttpClientRequest opened, UniEmitter<? super WorkspaceResponse> emitter) {
        sent = opened;
        var answer = request.body() == null ? opened.send() : opened.send(request.body());
        answer.onSuccess(response -> collect(response, emitter)).onFailure(cause -> {
            if (metClosedConnection(cause)) {
                repeated = true;
                start(emitter);
            } else {
                emitter.fail(TransportFaults.of(cause, host, !request.repeatable()));
            }
        });
    }

    // A pooled connection may be closed by the workspace just as we use it; one fresh try where that does no harm.
    private boolean metClosedConnection(Throwable cause) {
        return cause instanceof HttpClosedException && request.repeatable() && !repeated && !cancelled;
    }

    private void collect(HttpClientResponse response, UniEmitter<? super WorkspaceResponse> emitter) {
        Buffer body = Buffer.buffer();
        response.exceptionHandler(cause -> emitter.fail(TransportFaults.of(cause, host, !request.repeatable())));
        response.handler(part -> {
            if (body.length() + part.length() > maxAnswerBytes) {
                emitter.fail(tooLarge().asException());
                response.request().reset();
            } else {
                body.appendBuffer(part);
            }
        });
        response.endHandler(end -> {
            answered = true;
            emitter.complete(new WorkspaceResponse(response.statusCode(), response.headers(), body));
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
        if (sent != null && !answered) {
            sent.reset();
        }
    }
}
