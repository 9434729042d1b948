package dev.sluice.sandbox.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/** Reads a request's body, up to a limit; what exceeds it is read and dropped, then refused. */
public final class BodyReader {
    // A statement may have 16 MiB, and JSON may double it.
    private static final int MOST_BYTES = 32 << 20;

    private BodyReader() {}

    public static Future<Buffer> read(HttpServerRequest request) {
        Promise<Buffer> whole = Promise.promise();
        Buffer body = Buffer.buffer();
        request.exceptionHandler(whole::tryFail);
        request.handler(part -> {
            if (body.length() + part.length() <= MOST_BYTES) {
                body.appendBuffer(part);
            } else {
                whole.tryFail(Refusal.of(413, "BAD_REQUEST", "The request is larger than " + MOST_BYTES + " bytes."));
            }
        });
        request.endHandler(end -> whole.tryComplete(body));
        return whole.future();
    }
}
