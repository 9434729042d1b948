package dev.sluice.sandbox.faults;

import dev.sluice.sandbox.http.Body;
import dev.sluice.sandbox.http.BodyWriter;
import dev.sluice.sandbox.http.Delivery;
import io.vertx.core.Future;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerResponse;

/** Announces the whole body, sends its beginning, then resets the connection. */
public final class CutDelivery implements Delivery {
    private final BodyWriter writer;
    private final HttpConnection connection;
    private final long afterBytes;

    public CutDelivery(BodyWriter writer, HttpConnection connection, long afterBytes) {
        this.writer = writer;
        this.connection = connection;
        this.afterBytes = afterBytes;
    }

    @Override
    public Future<Void> send(HttpServerResponse response, Body body) {
        return writer.write(response, body.head(afterBytes)).compose(sent -> {
            Connections.reset(connection);
            return Future.failedFuture("cut after " + afterBytes + " bytes");
        });
    }
}
