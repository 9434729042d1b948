package dev.sluice.workspace;

import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An answer whose body is read at the pace of whoever reads: what is not read is not fetched. The body ends whole or
 * fails, and never holds the token that it was got with. Lives on the event loop that it came on.
 */
public final class ForwardAnswer {
    private static final long NO_TIMER = -1;

    private final Vertx vertx;
    private final HttpClientResponse response;
    private final ResultBody body;
    private final EchoFilter echo;
    private final ForwardLimits limits;
    private final WorkspaceRequest request;
    private final String principal;
    private final long totalTimer;
    private long heldTimer = NO_TIMER;
    private Buffer begun = Buffer.buffer();
    private Consumer<Buffer> data = part -> begun.appendBuffer(part);
    private Runnable end = () -> {};
    private Consumer<Throwable> failed = cause -> {};
    private Runnable whenOver = () -> {};
    private long bytes;
    private boolean reading;
    private boolean held;
    private boolean ended;
    private boolean over;
    private @Nullable Throwable failure;

    ForwardAnswer(
            Vertx vertx,
            HttpClientResponse response,
            WorkspaceAccess access,
            WorkspaceRequest request,
            ForwardLimits limits) {
        this.vertx = vertx;
        this.response = response;
        this.body = new ResultBody(vertx, response, access.host(), limits.idle());
        this.echo = new EchoFilter(access.authorization());
        this.limits = limits;
        this.request = request;
        this.principal = access.principal();
        this.totalTimer = vertx.setTimer(limits.total().toMillis(), late -> fail(UnfitAnswer.tooLong(limits)));
    }

    public int status() {
        return response.statusCode();
    }

    public MultiMap headers() {
        return response.headers();
    }

    /** The answer as it is judged by: its head, and its body as far as it was read ahead. */
    public WorkspaceResponse head() {
        return new WorkspaceResponse(request, principal, status(), headers(), begun);
    }

    /** Fails where the head cannot be passed on; the workspace may be well all the same. */
    public void check() {
        UnfitAnswer.check(response, request, echo, limits);
    }

    /** Reads until so much has come or all of it, and runs one of the two. */
    void readAhead(int most, Runnable done, Consumer<Throwable> failed) {
        this.failed = failed;
        this.end = done;
        this.data = part -> {
            begun.appendBuffer(part);
            if (begun.length() >= most && !held) {
                hold();
                done.run();
            }
        };
        start();
    }

    /** Starts the flow. Exactly one of {@code end} and {@code failed} follows the last {@code data}. */
    public void read(Consumer<Buffer> data, Runnable end, Consumer<Throwable> failed) {
        this.data = data;
        this.end = end;
        this.failed = failed;
        held = false;
        if (begun.length() > 0) {
            Buffer ahead = begun;
            begun = Buffer.buffer();
            data.accept(ahead);
        }
        if (failure != null) {
            failed.accept(failure);
        } else if (ended) {
            end.run();
        } else if (reading && !held) {
            body.resume();
        } else if (!reading) {
            start();
        }
    }

    private void start() {
        reading = true;
        body.read(this::arrived, this::finished, this::fail);
        if (held) {
            body.pause();
        }
    }

    public void pause() {
        hold();
        vertx.cancelTimer(heldTimer);
        heldTimer = vertx.setTimer(limits.idle().toMillis(), late -> fail(UnfitAnswer.unread(limits)));
    }

    private void hold() {
        held = true;
        if (reading) {
            body.pause();
        }
    }

    public void resume() {
        held = false;
        vertx.cancelTimer(heldTimer);
        if (reading && !over) {
            body.resume();
        }
    }

    /** Gives the answer up: what has not been read is not transferred. */
    public void cancel() {
        if (!over) {
            body.cancel();
            finish();
        }
    }

    /** Whether its body has come to its end. */
    public boolean isWhole() {
        return ended;
    }

    /** Why its body broke off; null if it did not. */
    public @Nullable Throwable failure() {
        return failure;
    }

    /** Runs something once, when the body has ended, has failed or is given up. */
    public void whenOver(Runnable action) {
        if (over) {
            action.run();
        } else {
            Runnable before = whenOver;
            whenOver = () -> {
                before.run();
                action.run();
            };
        }
    }

    private void arrived(Buffer part) {
        if (over) {
            return;
        }
        bytes += part.length();
        Buffer safe = echo.pass(part);
        if (safe == null) {
            fail(UnfitAnswer.echoed());
        } else if (bytes > limits.answerBytes()) {
            fail(UnfitAnswer.tooLarge(limits));
        } else if (safe.length() > 0) {
            data.accept(safe);
        }
    }

    private void finished() {
        if (over) {
            return;
        }
        Buffer rest = echo.rest();
        if (rest.length() > 0) {
            data.accept(rest);
        }
        ended = true;
        finish();
        end.run();
    }

    /** Ends the body before its end. */
    void fail(Throwable cause) {
        if (over) {
            return;
        }
        body.cancel();
        failure = cause;
        finish();
        failed.accept(cause);
    }

    private void finish() {
        over = true;
        vertx.cancelTimer(totalTimer);
        vertx.cancelTimer(heldTimer);
        whenOver.run();
    }
}
