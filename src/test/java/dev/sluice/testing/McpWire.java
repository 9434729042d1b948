package dev.sluice.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The Model Context Protocol by hand: what no client library would send. */
public final class McpWire {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI uri;
    private final List<String> headers;

    private McpWire(String url, String accept) {
        this.uri = URI.create(url);
        this.headers = new ArrayList<>(List.of("Content-Type", "application/json", "Accept", accept));
    }

    /** The gateway of this JVM's tests, called by nobody yet. */
    public static McpWire here() {
        return at("http://localhost:" + RestAssured.port + "/mcp");
    }

    /** The same, called with a tenant's key for its account {@code agent}. */
    public static McpWire agentOf(Gateway.Tenant tenant) {
        return here().bearer(tenant.apiKey()).with("identifier", "agent");
    }

    public static McpWire at(String url) {
        return new McpWire(url, "application/json, text/event-stream");
    }

    /** One that takes no events. */
    public static McpWire json(String url) {
        return new McpWire(url, "application/json");
    }

    /** This client with one more header on every request. */
    public McpWire with(String name, String value) {
        headers.add(name);
        headers.add(value);
        return this;
    }

    public McpWire bearer(String token) {
        return with("Authorization", "Bearer " + token);
    }

    /** An answer, of JSON or of events. */
    public record Reply(HttpResponse<String> http) {
        public int status() {
            return http.statusCode();
        }

        public Optional<String> header(String name) {
            return http.headers().firstValue(name);
        }

        /** Its messages, in order. */
        public List<JsonNode> messages() {
            if (!header("Content-Type").orElse("").startsWith("text/event-stream")) {
                return List.of(read(http.body()));
            }
            return http.body()
                    .lines()
                    .filter(line -> line.startsWith("data: "))
                    .map(line -> read(line.substring("data: ".length())))
                    .toList();
        }

        public JsonNode last() {
            return messages().getLast();
        }

        public JsonNode result() {
            return last().path("result");
        }

        public JsonNode error() {
            return last().path("error");
        }
    }

    public Reply call(String id, String method, String params) {
        return post(request(id, method, params));
    }

    public Reply post(String body) {
        return later(body).join();
    }

    public CompletableFuture<Reply> later(String body) {
        return http.sendAsync(
                        builder()
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .thenApply(Reply::new);
    }

    /** A request without a body. */
    public Reply send(String method) {
        try {
            return new Reply(http.send(
                    builder()
                            .method(method, HttpRequest.BodyPublishers.noBody())
                            .build(),
                    HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public static String request(String id, String method, String params) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":" + params + "}";
    }

    /** Makes a handshake; gives the session's id. */
    public String initialize() {
        return call(
                        "0",
                        "initialize",
                        "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},\"clientInfo\":{\"name\":\"test\",\"version\":\"1\"}}")
                .header("Mcp-Session-Id")
                .orElseThrow();
    }

    private HttpRequest.Builder builder() {
        return HttpRequest.newBuilder(uri).headers(headers.toArray(String[]::new));
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(json, e);
        }
    }
}
