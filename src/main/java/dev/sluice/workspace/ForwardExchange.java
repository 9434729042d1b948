package dev.sluice.workspace;

import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One request that is passed on, until the head of its answer. Lives on the caller's event loop. */
final class ForwardExchange {
    private static final long NO_TIMER = -1;
    // Refusals and failures are told apart by their bodies, which are short.
    private static final int READ_AHEAD = 16 * 1024;

    private final Vertx vertx;
    private final ConnectionPool connections;
    private final RequestOptions options;
    private final WorkspaceAccess access;
    private final ForwardRequest forward;
    private final WorkspaceRequest request;
    private final Duration headPatience;
    private long headTimer = NO_TIMER;
    private @Nullable HttpClientRequest sent;
    private @Nullable Upload upload;
    private @Nullable ForwardAnswer answer;
    private boolean uploaded;
    private boolean repeated;
    private boolean given;
    private boolean over;

    ForwardExchange(
            Vertx vertx,
            ConnectionPool connections,
            RequestOptions options,
            WorkspaceAccess access,
            ForwardRequest forward,
            WorkspaceRequest request,
            WorkspaceConfig config) {
        Duration firstByte = request.firstByte() == null ? config.firstByteTimeout() : request.firstByte();
        this.vertx = vertx;
        this.connections = connections;
        this.options = options.setConnectTimeout(firstByte.toMillis());
        this.access = access;
        this.forward = forward;
        this.request = request;
        this.headPatience = firstByte.plus(request.patience());
    }

    void start(UniEmitter<? super ForwardAnswer> emitter) {
        emitter.onTermination(this::ended);
        open(emitter);
    }

    private void open(UniEmitter<? super ForwardAnswer> emitter) {
        vertx.cancelTimer(headTimer);
        connections.open(options).onComplete(opened -> {
            if (opened.failed()) {
                emitter.fail(TransportFaults.ofOpening(opened.cause(), access.host()));
            } else if (over) {
                opened.result().request().exceptionHandler(reset -> {}).reset();
            } else {
                send(opened.result(), emitter);
            }
        });
    }

    private void send(ConnectionPool.Opened connected, UniEmitter<? super ForwardAnswer> emitter) {
        HttpClientRequest opened = connected.request().exceptionHandler(reset -> {});
        sent = opened;
        opened.response().onSuccess(response -> answered(response, emitter)).onFailure(cause -> {
            if (connected.metClosedConnection(cause) && mayRepeat()) {
                repeated = true;
                open(emitter);
            } else {
                fail(cause, emitter);
            }
        });
        switch (forward.body()) {
            case ForwardBody.Whole whole -> {
                sendWhole(opened, whole.content());
                uploaded(emitter);
            }
            case ForwardBody.Flowing flowing -> {
                upload = new Upload(vertx, opened, flowing, forward.limits());
                upload.start(() -> uploaded(emitter), cause -> uploadFailed(cause, emitter));
            }
        }
    }

    private void sendWhole(HttpClientRequest opened, @Nullable Buffer content) {
        if (content != null) {
            opened.end(content);
        } else if (request.repeatable()) {
            opened.end();
        } else {
            // A method that may have a body says that it has none.
            opened.putHeader("Content-Length", "0").end();
        }
    }

    private void uploaded(UniEmitter<? super ForwardAnswer> emitter) {
        uploaded = true;
        if (answer == null && !over) {
            headTimer = vertx.setTimer(headPatience.toMillis(), late -> fail(new TimeoutException(), emitter));
        }
    }

    private void uploadFailed(Throwable cause, UniEmitter<? super ForwardAnswer> emitter) {
        if (answer == null) {
            fail(cause, emitter);
        } else {
            answer.fail(cause);
        }
    }

    // A pooled connection may be closed by the workspace just as we use it; one fresh try where that does no harm.
    private boolean mayRepeat() {
        return forward.body() instanceof ForwardBody.Whole && request.repeatable() && !repeated && !over;
    }

    private void answered(HttpClientResponse response, UniEmitter<? super ForwardAnswer> emitter) {
        vertx.cancelTimer(headTimer);
        ForwardAnswer head = new ForwardAnswer(vertx, response, access, request, forward.limits());
        if (over) {
            head.cancel();
            return;
        }
        answer = head;
        head.whenOver(this::answerOver);
        if (isJudged(response.statusCode())) {
            head.readAhead(READ_AHEAD, () -> give(head, emitter), cause -> fail(cause, emitter));
        } else {
            give(head, emitter);
        }
    }

    private void give(ForwardAnswer head, UniEmitter<? super ForwardAnswer> emitter) {
        given = true;
        emitter.complete(head);
    }

    private static boolean isJudged(int status) {
        return status == 401 || status == 403 || status >= 500;
    }

    // Whoever has its answer before it has asked to the end is not heard to the end.
    private void answerOver() {
        if (!uploaded) {
            stop();
        }
    }

    private void fail(Throwable cause, UniEmitter<? super ForwardAnswer> emitter) {
        emitter.fail(TransportFaults.of(cause, access.host(), !request.repeatable()));
    }

    /** The head was given, there is none, or nobody wants it any more. */
    private void ended() {
        over = true;
        vertx.cancelTimer(headTimer);
        if (answer == null) {
            stop();
        } else if (!given) {
            answer.cancel();
        }
    }

    private void stop() {
        if (upload != null) {
            upload.stop();
        }
        if (sent != null) {
            sent.reset();
        }
    }
}
