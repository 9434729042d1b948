package dev.sluice.sandbox.faults;

import dev.sluice.sandbox.http.Body;
import dev.sluice.sandbox.http.BodyWriter;
import dev.sluice.sandbox.http.Delivery;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;

/** Sends a body in small pieces, one each interval. */
public final class DripDelivery implements Delivery {
    private final Vertx vertx;
    private final BodyWriter writer;
    private final Fault.Drip drip;

    public DripDelivery(Vertx vertx, BodyWriter writer, Fault.Drip drip) {
        this.vertx = vertx;
        this.writer = writer;
        this.drip = drip;
    }

    @Override
    public Future<Void> send(HttpServerResponse response, Body body) {
        return next(response, body, 0).compose(sent -> response.end());
    }

    private Future<Void> next(HttpServerResponse response, Body body, long offset) {
        if (offset >= body.length()) {
            return Future.succeededFuture();
        }
        return writer.write(response, body.tail(offset).head(drip.bytes()))
                .compose(sent -> pause(drip.every()))
                .compose(paused -> next(response, body, offset + drip.bytes()));
    }

    private Future<Void> pause(Duration time) {
        return Future.future(promise -> vertx.setTimer(Math.max(1, time.toMillis()), timer -> promise.complete()));
    }
}
