package dev.sluice.acceptance;

import dev.sluice.demo.Tenant;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;

/** Many tool calls at once, with a bounded number in flight. */
final class Burst implements AutoCloseable {
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Tenant tenant;
    private final Semaphore inFlight;

    Burst(Tenant tenant, int inFlight) {
        this.tenant = tenant;
        this.inFlight = new Semaphore(inFlight);
    }

    /** One call's request and its answer. */
    record Answer(JsonObject call, int status, String body) {}

    static JsonObject tool(String name, String identifier) {
        return new JsonObject()
                .put("tool_name", name)
                .put("identifier", identifier)
                .put("params", new JsonObject());
    }

    /** Makes all calls and returns their answers, in the order of the calls. */
    Stream<Answer> run(Stream<JsonObject> calls) {
        List<CompletableFuture<Answer>> pending = calls.map(this::send).toList();
        return pending.stream().map(CompletableFuture::join);
    }

    private CompletableFuture<Answer> send(JsonObject call) {
        HttpRequest request = HttpRequest.newBuilder(tenant.gateway().resolve("/api/v1/execute_tool"))
                .header("Authorization", "Bearer " + tenant.apiKey())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(call.encode()))
                .build();
        inFlight.acquireUninterruptibly();
        return http.sendAsync(request, BodyHandlers.ofString())
                .whenComplete((answer, failure) -> inFlight.release())
                .thenApply(answer -> new Answer(call, answer.statusCode(), answer.body()));
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
