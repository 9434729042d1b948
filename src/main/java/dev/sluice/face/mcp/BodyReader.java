package dev.sluice.face.mcp;

import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the JSON that a request carries, bounded. */
final class BodyReader {
    /** As on the other faces: a statement of 16 MiB with its escapes. */
    private static final int MOST_BYTES = 20 * 1024 * 1024;

    private BodyReader() {}

    static Future<Buffer> read(HttpServerRequest request) {
        @Nullable String type = request.getHeader("Content-Type");
        if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
            return Future.failedFuture(
                    RpcError.of(RpcError.INVALID_REQUEST, 415, "The Content-Type is not application/json"));
        }
        Promise<Buffer> whole = Promise.promise();
        Buffer body = Buffer.buffer();
        request.handler(part -> {
            if (body.length() + part.length() > MOST_BYTES) {
                request.handler(rest -> {});
                whole.tryFail(tooLarge());
            } else {
                body.appendBuffer(part);
            }
        });
        request.exceptionHandler(whole::tryFail);
        request.endHandler(end -> whole.tryComplete(body));
        return whole.future();
    }

    private static Throwable tooLarge() {
        return Fault.of(
                        FaultCode.PAYLOAD_TOO_LARGE,
                        "The message is larger than " + MOST_BYTES + " bytes.",
                        "Send less; a statement may have at most 16 MiB.")
                .asException();
    }
}
