package dev.sluice.sandbox;

import dev.sluice.sandbox.faults.Connections;
import dev.sluice.sandbox.faults.CutDelivery;
import dev.sluice.sandbox.faults.DripDelivery;
import dev.sluice.sandbox.faults.Fault;
import dev.sluice.sandbox.faults.Faults;
import dev.sluice.sandbox.http.BodyReader;
import dev.sluice.sandbox.http.BodyWriter;
import dev.sluice.sandbox.http.Call;
import dev.sluice.sandbox.http.Delivery;
import dev.sluice.sandbox.http.Refusal;
import dev.sluice.sandbox.http.Reply;
import dev.sluice.sandbox.http.Routes;
import dev.sluice.sandbox.http.StandardHeaders;
import dev.sluice.sandbox.http.WholeDelivery;
import dev.sluice.sandbox.journal.Ledger;
import dev.sluice.sandbox.journal.Ledger.Event;
import dev.sluice.sandbox.journal.Seen;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Instant;
import java.util.Optional;

/** Takes every request of one port: strikes it with a waiting fault, or has it answered, and writes down what it saw. */
final class FrontDoor implements Handler<HttpServerRequest> {
    private final Vertx vertx;
    private final Routes routes;
    private final StandardHeaders headers;
    private final Faults faults;
    private final Ledger ledger;
    private final BodyWriter writer;
    private final Delivery whole;

    FrontDoor(Vertx vertx, Routes routes, StandardHeaders headers, Faults faults, Ledger ledger) {
        this.vertx = vertx;
        this.routes = routes;
        this.headers = headers;
        this.faults = faults;
        this.ledger = ledger;
        this.writer = new BodyWriter(vertx);
        this.whole = new WholeDelivery(writer);
    }

    @Override
    public void handle(HttpServerRequest request) {
        Call call = new Call(request);
        request.response().exceptionHandler(gone -> {});
        Optional<Fault> fault = isControl(call) ? Optional.empty() : faults.take(call.method(), call.path());
        if (fault.isEmpty()) {
            serve(call, whole);
        } else {
            strike(fault.get(), call);
        }
    }

    private void strike(Fault fault, Call call) {
        HttpServerRequest request = call.request();
        switch (fault) {
            case Fault.Answer answer ->
                BodyReader.read(request).onComplete(read -> deliver(call, answer.reply(), whole));
            case Fault.Delay delay -> {
                request.pause();
                vertx.setTimer(Math.max(1, delay.time().toMillis()), timer -> {
                    serve(call, whole);
                    request.resume();
                });
            }
            case Fault.Reset reset -> {
                write(call, 0, 0, false);
                Connections.reset(request.connection());
            }
            case Fault.BlackHole hole -> write(call, 0, 0, false);
            case Fault.Cut cut -> serve(call, new CutDelivery(writer, request.connection(), cut.afterBytes()));
            case Fault.Drip drip -> serve(call, new DripDelivery(vertx, writer, drip));
        }
    }

    private void serve(Call call, Delivery delivery) {
        Context context = vertx.getOrCreateContext();
        BodyReader.read(call.request())
                .compose(body -> {
                    call.body(body);
                    return routes.dispatch(call);
                })
                .otherwise(failure -> explain(failure, call))
                .onSuccess(reply -> context.runOnContext(now -> deliver(call, reply, delivery)));
    }

    private static Reply explain(Throwable failure, Call call) {
        return failure instanceof Refusal refusal
                ? refusal.toReply(call.requestId())
                : Refusal.of(500, "INTERNAL_ERROR", "The sandbox failed: " + failure)
                        .toReply(call.requestId());
    }

    private void deliver(Call call, Reply reply, Delivery delivery) {
        HttpServerResponse response = call.request().response();
        if (response.closed()) {
            write(call, reply.status(), 0, false);
            ledger.count(Event.RESETS_BY_CLIENT);
            return;
        }
        headers.addTo(response, call);
        reply.headers().forEach(response::putHeader);
        long length = reply.body().length();
        response.setStatusCode(reply.status()).putHeader("Content-Length", Long.toString(length));
        Future<Void> sent = delivery.send(response, reply.body());
        sent.onComplete(done -> write(call, reply.status(), length, done.succeeded()));
    }

    private void write(Call call, int status, long bytes, boolean complete) {
        if (isControl(call)) {
            return;
        }
        if (complete) {
            ledger.add(Event.BYTES_SENT, bytes);
        }
        ledger.seen(new Seen(
                Instant.now(),
                call.requestId(),
                call.actor(),
                call.method() + " " + call.route(),
                call.path(),
                status,
                bytes,
                complete));
    }

    private static boolean isControl(Call call) {
        return call.path().startsWith("/sandbox");
    }
}
