package dev.sluice.sandbox.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.streams.Pipe;

/** Writes a body's parts in order without ending the response, reading files only as fast as the reader takes them. */
public final class BodyWriter {
    private static final int READ_BYTES = 128 * 1024;
    private final Vertx vertx;

    public BodyWriter(Vertx vertx) {
        this.vertx = vertx;
    }

    public Future<Void> write(HttpServerResponse response, Body body) {
        Future<Void> written = Future.succeededFuture();
        for (Body.Part part : body.parts()) {
            written = written.compose(before -> switch (part) {
                case Body.Bytes bytes -> response.write(bytes.content());
                case Body.FileRange range -> pump(range, response);
            });
        }
        return written;
    }

    private Future<Void> pump(Body.FileRange range, HttpServerResponse response) {
        OpenOptions readOnly =
                new OpenOptions().setWrite(false).setCreate(false).setRead(true);
        return vertx.fileSystem()
                .open(range.file().toString(), readOnly)
                .compose(file -> copy(file, range, response).eventually(() -> file.close()));
    }

    private static Future<Void> copy(AsyncFile file, Body.FileRange range, HttpServerResponse response) {
        file.setReadBufferSize(READ_BYTES).setReadPos(range.offset()).setReadLength(range.length());
        Promise<Void> done = Promise.promise();
        Pipe<Buffer> pipe = file.pipe().endOnComplete(false);
        // A reader that left while the queue was full never drains it: only the close tells.
        response.closeHandler(closed -> done.tryFail("the reader closed the connection"));
        pipe.to(response).onComplete(copied -> {
            if (copied.succeeded()) {
                done.tryComplete();
            } else {
                done.tryFail(copied.cause());
            }
        });
        return done.future();
    }
}
