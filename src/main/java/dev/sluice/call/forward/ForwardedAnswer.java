package dev.sluice.call.forward;

import dev.sluice.fault.FaultCode;
import dev.sluice.fault.FaultException;
import dev.sluice.workspace.ForwardAnswer;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The workspace's answer, whatever its status, with the headers that a caller may see. To be read or cancelled, on the
 * event loop that it came on.
 */
public final class ForwardedAnswer {
    private final ForwardAnswer answer;
    private final MultiMap headers;

    ForwardedAnswer(ForwardAnswer answer, MultiMap headers) {
        this.answer = answer;
        this.headers = headers;
    }

    public int status() {
        return answer.status();
    }

    public MultiMap headers() {
        return headers;
    }

    /**
     * Starts the flow of the body.
     *
     * @param end the body was whole
     * @param failed it was not, by a {@link dev.sluice.fault.FaultException}; comes instead of the end
     */
    public void read(Consumer<Buffer> data, Runnable end, Consumer<Throwable> failed) {
        answer.read(data, end, failed);
    }

    public void pause() {
        answer.pause();
    }

    public void resume() {
        answer.resume();
    }

    /**
     * Tells once how it ended: null for a success that was read, else by a code as a tool's call would have it.
     */
    public void whenOver(Consumer<@Nullable FaultCode> ended) {
        answer.whenOver(() -> ended.accept(outcome()));
    }

    private @Nullable FaultCode outcome() {
        Throwable failure = answer.failure();
        if (failure != null) {
            return failure instanceof FaultException told ? told.fault().code() : FaultCode.INTERNAL;
        }
        if (!answer.isWhole()) {
            return FaultCode.CLIENT_CANCELLED;
        }
        if (status() < 400) {
            return null;
        }
        return status() == 429
                ? FaultCode.WORKSPACE_RATE_LIMITED
                : status() < 500 ? FaultCode.REQUEST_REJECTED : FaultCode.WORKSPACE_ERROR;
    }

    /** Gives the answer up: what has not been read is not transferred. */
    public void cancel() {
        answer.cancel();
    }
}
