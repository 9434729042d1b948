package dev.sluice.face.proxy;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;

/** What nobody has read of a request when it is answered: it must not be taken for the next one. */
final class Leftover {
    private static final long FEW_BYTES = 64 * 1024;
    // HTTP/2's NO_ERROR: the answer is whole, the rest of the request is not wanted.
    private static final long ENOUGH = 0;

    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final LastRequests lastRequests;
    private final boolean http2;
    private boolean closes;
    private boolean waits;

    Leftover(HttpServerRequest request, LastRequests lastRequests) {
        this.request = request;
        this.response = request.response();
        this.lastRequests = lastRequests;
        this.http2 = request.version() == HttpVersion.HTTP_2;
        this.waits = Framing.waitsToBeAsked(request);
        if (!http2 && Framing.isChunked(request)) {
            // A proxy before the gateway that goes by a Content-Length beside it would see another end.
            close();
        }
    }

    private void close() {
        closes = true;
        lastRequests.on(request.connection());
    }

    /** Whoever waited to be asked for the body was asked. */
    void asked() {
        waits = false;
    }

    void beforeAnswer() {
        if (closes) {
            response.putHeader("Connection", "close");
        }
    }

    /** Whoever is answered before it has asked to the end is not listened to any more. */
    void beforeEnd() {
        if (!http2 && !request.isEnded()) {
            close();
        }
    }

    /** Few bytes are read and dropped; where there may be more the connection ends. */
    void beforeRefusal() {
        if (http2 || request.isEnded()) {
            return;
        }
        long length = Framing.length(request);
        if (length < 0 || length > FEW_BYTES || waits) {
            close();
        } else {
            request.handler(dropped -> {});
            request.endHandler(ended -> {});
            request.resume();
        }
        beforeAnswer();
    }

    void afterAnswer() {
        if (http2) {
            if (!request.isEnded()) {
                response.reset(ENOUGH);
            }
        } else if (closes) {
            request.connection().close();
        }
    }
}
