package dev.sluice.sandbox;

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
import java.util.concurrent.CompletableFuture;

/** A raw HTTP client for what SDKs hide: exact bodies and headers. */
final class Wire {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String origin;
    private final String token;
    private final String warehouse;

    Wire(Workspace workspace, String token) {
        this.origin = workspace.url();
        this.warehouse = workspace.plan().warehouseId();
        this.token = token;
    }

    /** A caller with the personal access token of the named toy principal. */
    static Wire as(Workspace workspace, String displayName) {
        return new Wire(workspace, workspace.plan().principal(displayName).token());
    }

    HttpResponse<String> get(String path) {
        return send(request(path).GET());
    }

    HttpResponse<String> delete(String path) {
        return send(request(path).DELETE());
    }

    HttpResponse<String> post(String path, String body) {
        return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
    }

    HttpResponse<String> put(String path, String body) {
        return send(request(path).PUT(BodyPublishers.ofString(body)));
    }

    HttpResponse<String> patch(String path, String body) {
        return send(request(path).method("PATCH", BodyPublishers.ofString(body)));
    }

    JsonObject getJson(String path) {
        return new JsonObject(get(path).body());
    }

    JsonObject postJson(String path, JsonObject body) {
        return new JsonObject(post(path, body.encode()).body());
    }

    HttpRequest.Builder request(String path) {
        HttpRequest.Builder builder = bare(path.startsWith("http") ? path : origin + path);
        return token.isEmpty() ? builder : builder.header("Authorization", "Bearer " + token);
    }

    /** Runs SQL on the first warehouse, with more members in the request. */
    JsonObject execute(String sql, JsonObject more) {
        return postJson(
                "/api/2.0/sql/statements",
                new JsonObject()
                        .put("statement", sql)
                        .put("warehouse_id", warehouse)
                        .mergeIn(more));
    }

    static HttpRequest.Builder bare(String url) {
        return HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(30));
    }

    static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return CLIENT.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Sends without waiting; gives the status. */
    static CompletableFuture<Integer> sendAsync(HttpRequest.Builder request) {
        return CLIENT.sendAsync(request.build(), BodyHandlers.discarding()).thenApply(HttpResponse::statusCode);
    }
}
