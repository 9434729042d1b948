package dev.sluice.demo;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** JSON resources under one address, called with one bearer token. */
public final class JsonApi {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI base;
    private final String bearer;

    public JsonApi(URI base, String bearer) {
        this.base = base;
        this.bearer = bearer;
    }

    /** The answer to a call. A body that is no JSON object shows as an empty one. */
    public record Answer(int status, String contentType, JsonObject body) {
        /** The body of an answer that is a success. */
        public JsonObject orFail(String what) {
            if (status >= 300) {
                throw new IllegalStateException(what + " was answered with " + status + ": " + body);
            }
            return body;
        }
    }

    public Answer get(String path) {
        return send(path, request -> request.GET());
    }

    public Answer post(String path, JsonObject body) {
        return post(path, body.encode());
    }

    /** Posts a body as it is, well-formed or not. */
    public Answer post(String path, String body) {
        return send(
                path,
                request -> request.header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
    }

    public Answer put(String path, JsonObject body) {
        return send(
                path,
                request ->
                        request.header("Content-Type", "application/json").PUT(BodyPublishers.ofString(body.encode())));
    }

    public Answer delete(String path) {
        return send(path, request -> request.DELETE());
    }

    private Answer send(String path, UnaryOperator<HttpRequest.Builder> method) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(base.resolve(path)).timeout(TIMEOUT).header("Authorization", "Bearer " + bearer);
        try {
            HttpResponse<String> answer = http.send(method.apply(request).build(), BodyHandlers.ofString());
            String text = answer.body();
            return new Answer(
                    answer.statusCode(),
                    answer.headers().firstValue("Content-Type").orElse(""),
                    text.startsWith("{") ? new JsonObject(text) : new JsonObject());
        } catch (IOException e) {
            throw new UncheckedIOException(base.resolve(path) + " did not answer: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while " + base.resolve(path) + " was called.", e);
        }
    }
}
