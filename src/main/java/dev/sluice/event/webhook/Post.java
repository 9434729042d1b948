package dev.sluice.event.webhook;

import dev.sluice.event.webhook.Outcome.Error;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** One request to a receiver, whose answer's status alone counts. */
final class Post {
    // As much of a body as lets a polite receiver finish; it is dropped unread.
    private static final int MOST_BODY_BYTES = 4096;

    private final Vertx vertx;
    private final HttpClient http;
    private final RequestOptions options;
    private final String body;
    private final long timeout;
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile @Nullable HttpClientRequest sent;
    private volatile @Nullable Outcome answer;
    private int read;

    Post(Vertx vertx, HttpClient http, RequestOptions options, String body, long timeout) {
        this.vertx = vertx;
        this.http = http;
        this.options = options.setConnectTimeout(timeout);
        this.body = body;
        this.timeout = timeout;
    }

    void start(UniEmitter<? super Outcome> emitter) {
        long timer = vertx.setTimer(timeout, tick -> end(emitter, Outcome.failed(Error.TIMED_OUT)));
        emitter.onTermination(() -> vertx.cancelTimer(timer));
        http.request(options)
                .onSuccess(opened -> send(opened, emitter))
                .onFailure(cause -> end(emitter, Outcome.failed(opening(cause))));
    }

    private void send(HttpClientRequest opened, UniEmitter<? super Outcome> emitter) {
        sent = opened.exceptionHandler(reset -> {});
        if (over.get()) {
            opened.reset();
            return;
        }
        opened.send(body)
                .onSuccess(response -> heard(response, emitter))
                .onFailure(cause -> end(emitter, Outcome.failed(Error.CONNECTION_LOST)));
    }

    private void heard(HttpClientResponse response, UniEmitter<? super Outcome> emitter) {
        Outcome told = Outcome.answered(response.statusCode());
        answer = told;
        response.handler(part -> {
            read += part.length();
            if (read > MOST_BODY_BYTES) {
                end(emitter, told);
            }
        });
        response.exceptionHandler(broken -> end(emitter, told));
        response.endHandler(whole -> end(emitter, told));
    }

    private void end(UniEmitter<? super Outcome> emitter, Outcome outcome) {
        if (over.compareAndSet(false, true)) {
            HttpClientRequest request = sent;
            if (request != null) {
                request.reset();
            }
            Outcome told = answer;
            emitter.complete(told == null ? outcome : told);
        }
    }

    private static Error opening(Throwable cause) {
        for (@Nullable Throwable each = cause; each != null; each = each.getCause()) {
            if (each instanceof SSLException) {
                return Error.TLS_FAILED;
            }
            if (each instanceof java.net.UnknownHostException) {
                return Error.NAME_NOT_RESOLVED;
            }
            if (each instanceof TimeoutException || each instanceof io.netty.channel.ConnectTimeoutException) {
                return Error.TIMED_OUT;
            }
        }
        return Error.NOT_CONNECTED;
    }
}
