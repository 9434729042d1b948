package dev.sluice.testing;

import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** An HTTP server on a port of its own that answers as a test says and remembers what it was asked. */
public final class FakeServer implements AutoCloseable {
    /** One request as it arrived. */
    public record Seen(String method, String uri, MultiMap headers, String body, HttpConnection connection) {}

    /** How requests are answered; runs on the server's event loop. */
    public interface Script {
        void answer(Seen seen, HttpServerResponse response);
    }

    private final HttpServer server;
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final AtomicInteger givenUp = new AtomicInteger();
    private volatile Script script;

    private FakeServer(Vertx vertx, HttpServerOptions options, Script script) {
        this.script = script;
        this.server = vertx.createHttpServer(options).requestHandler(this::receive);
    }

    public static FakeServer start(Vertx vertx, Script script) {
        return start(vertx, new HttpServerOptions(), script);
    }

    public static FakeServer start(Vertx vertx, HttpServerOptions options, Script script) {
        FakeServer fake = new FakeServer(vertx, options.setHost("127.0.0.1").setPort(0), script);
        fake.server.listen().toCompletionStage().toCompletableFuture().join();
        return fake;
    }

    private void receive(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        response.closeHandler(closed -> {
            if (!response.ended()) {
                givenUp.incrementAndGet();
            }
        });
        request.body().onSuccess(body -> {
            Seen one = new Seen(
                    request.method().name(), request.uri(), request.headers(), body.toString(), request.connection());
            seen.add(one);
            script.answer(one, response);
        });
    }

    /** From now on, answers like this. */
    public void answer(Script script) {
        this.script = script;
    }

    public int port() {
        return server.actualPort();
    }

    public String origin() {
        return "http://127.0.0.1:" + port();
    }

    public List<Seen> seen() {
        return List.copyOf(seen);
    }

    /** How many requests a predicate holds for. */
    public long count(Predicate<Seen> which) {
        return seen.stream().filter(which).count();
    }

    /** How many requests ended before their answer had: reset by the client, or closed by the script. */
    public int givenUp() {
        return givenUp.get();
    }

    /** Ends with a JSON body. */
    public static void json(HttpServerResponse response, int status, JsonObject body) {
        response.setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(body.toBuffer());
    }

    /** Sends the head of an answer and the beginning of its body, which goes on or not as the script says. */
    public static HttpServerResponse begin(HttpServerResponse response, int length, String part) {
        response.putHeader("Content-Length", Integer.toString(length)).write(Buffer.buffer(part));
        return response;
    }

    @Override
    public void close() {
        server.close().toCompletionStage().toCompletableFuture().join();
    }
}
