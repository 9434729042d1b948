package dev.sluice.statement;

import dev.sluice.testing.FakeServer;
import dev.sluice.testing.FakeServer.Seen;
import dev.sluice.testing.Settings;
import dev.sluice.workspace.Authorization;
import dev.sluice.workspace.ForwardAnswer;
import dev.sluice.workspace.ForwardRequest;
import dev.sluice.workspace.HostPolicy;
import dev.sluice.workspace.Workspace;
import dev.sluice.workspace.WorkspaceAccess;
import dev.sluice.workspace.WorkspaceClient;
import dev.sluice.workspace.WorkspaceConfig;
import dev.sluice.workspace.WorkspaceHost;
import dev.sluice.workspace.WorkspaceRequest;
import dev.sluice.workspace.WorkspaceResponse;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A workspace with one statement, {@code stmt-1}, whose way and whose chunks a test scripts. Links lie on it too. */
final class FakeStatements implements AutoCloseable {
    static final String ID = "stmt-1";

    /** How a chunk's link is answered; {@code attempt} counts from 1 for each chunk. */
    interface LinkScript {
        void answer(int chunk, int attempt, Seen seen, HttpServerResponse response);
    }

    final FakeServer server;
    final WorkspaceClient client;
    final List<List<String>> chunks;
    /** Answers before {@code SUCCEEDED}: states, or whole bodies. */
    final Queue<String> before = new ConcurrentLinkedQueue<>();

    private final ConcurrentHashMap<Integer, AtomicInteger> attempts = new ConcurrentHashMap<>();
    volatile LinkScript link = (chunk, attempt, seen, response) -> response.end(json(chunk));
    volatile FakeServer.Script others = (seen, response) -> answer(seen, response);
    volatile String expiration = "2100-01-01T00:00:00Z";
    volatile boolean inline;
    volatile long announced;

    FakeStatements(Vertx vertx, List<List<String>> chunks) {
        this.chunks = chunks;
        announced = chunks.stream().mapToLong(List::size).sum();
        server = FakeServer.start(vertx, (seen, response) -> others.answer(seen, response));
        WorkspaceConfig reach = Settings.of(WorkspaceConfig.class, "sluice.workspace.trusted-origins", server.origin());
        client = new WorkspaceClient(vertx, new HostPolicy(reach), reach);
    }

    /** Chunks of rows {@code ["n","text n"]}, numbered through. */
    static List<List<String>> numbered(int... sizes) {
        AtomicInteger row = new AtomicInteger();
        return java.util.Arrays.stream(sizes)
                .mapToObj(size -> java.util.stream.IntStream.range(0, size)
                        .mapToObj(i -> "[\"" + row.getAndIncrement() + "\",\"é\\\"" + i + "\"]")
                        .toList())
                .toList();
    }

    Workspace workspace() {
        WorkspaceHost host = new WorkspaceHost("http", "127.0.0.1", server.port());
        WorkspaceAccess access = new WorkspaceAccess(host, "app-1", Authorization.bearer("tok-1"));
        return new Workspace() {
            @Override
            public WorkspaceHost host() {
                return host;
            }

            @Override
            public Uni<WorkspaceResponse> send(WorkspaceRequest request) {
                return client.send(access, request);
            }

            @Override
            public Uni<ForwardAnswer> forward(ForwardRequest request) {
                throw new UnsupportedOperationException("statements are not passed on");
            }
        };
    }

    /** What answers everything that a test does not. */
    void answer(Seen seen, HttpServerResponse response) {
        String path = seen.uri();
        if (path.startsWith("/links/")) {
            int chunk = Integer.parseInt(path.substring("/links/".length()));
            int attempt =
                    attempts.computeIfAbsent(chunk, key -> new AtomicInteger()).incrementAndGet();
            link.answer(chunk, attempt, seen, response);
        } else if (path.contains("/warehouses/")) {
            FakeServer.json(response, 200, new JsonObject().put("state", "STARTING"));
        } else if (path.endsWith("/cancel")) {
            FakeServer.json(response, 200, new JsonObject());
        } else if (path.contains("/result/chunks/")) {
            FakeServer.json(response, 200, result(Integer.parseInt(path.substring(path.lastIndexOf('/') + 1))));
        } else {
            status(response);
        }
    }

    private void status(HttpServerResponse response) {
        String next = before.poll();
        if (next == null) {
            FakeServer.json(response, 200, succeeded());
        } else if (next.startsWith("{")) {
            response.end(next);
        } else {
            JsonObject state = new JsonObject().put("state", next);
            FakeServer.json(
                    response, 200, new JsonObject().put("statement_id", ID).put("status", state));
        }
    }

    static String failed(String sqlState, String message) {
        return new JsonObject()
                .put("statement_id", ID)
                .put(
                        "status",
                        new JsonObject()
                                .put("state", "FAILED")
                                .put("sql_state", sqlState)
                                .put(
                                        "error",
                                        new JsonObject()
                                                .put("error_code", "BAD_REQUEST")
                                                .put("message", message)))
                .encode();
    }

    private JsonObject succeeded() {
        JsonArray infos = new JsonArray();
        for (int i = 0; i < chunks.size(); i++) {
            infos.add(new JsonObject()
                    .put("chunk_index", i)
                    .put("row_offset", offset(i))
                    .put("row_count", chunks.get(i).size()));
        }
        JsonObject schema = new JsonObject("""
                {"column_count": 2, "columns": [
                  {"name": "n", "type_text": "BIGINT", "type_name": "LONG", "position": 0},
                  {"name": "t", "type_text": "STRING", "type_name": "STRING", "position": 1}]}
                """);
        JsonObject manifest = new JsonObject()
                .put("format", "JSON_ARRAY")
                .put("schema", schema)
                .put("total_chunk_count", chunks.size())
                .put("total_row_count", announced)
                .put("truncated", false);
        if (!chunks.isEmpty()) {
            manifest.put("chunks", infos);
        }
        return new JsonObject()
                .put("statement_id", ID)
                .put("status", new JsonObject().put("state", "SUCCEEDED"))
                .put("manifest", manifest)
                .put("result", chunks.isEmpty() ? new JsonObject() : result(0));
    }

    private JsonObject result(int chunk) {
        if (inline) {
            return new JsonObject()
                    .put("chunk_index", chunk)
                    .put("row_offset", offset(chunk))
                    .put("row_count", chunks.get(chunk).size())
                    .put("data_array", new JsonArray(json(chunk)));
        }
        JsonObject one = new JsonObject()
                .put("chunk_index", chunk)
                .put("row_offset", offset(chunk))
                .put("row_count", chunks.get(chunk).size())
                .put("external_link", server.origin() + "/links/" + chunk)
                .put("expiration", expiration);
        return new JsonObject().put("external_links", new JsonArray().add(one));
    }

    long offset(int chunk) {
        return chunks.subList(0, chunk).stream().mapToLong(List::size).sum();
    }

    String json(int chunk) {
        return "[" + String.join(",", chunks.get(chunk)) + "]";
    }

    /** The lines that the rows from an offset on become. */
    List<String> linesFrom(long row) {
        return chunks.stream()
                .flatMap(List::stream)
                .skip(row)
                .map(text -> text.replaceFirst("\"(\\d+)\"", "$1"))
                .toList();
    }

    long submits() {
        return server.count(seen -> seen.method().equals("POST") && seen.uri().equals("/api/2.0/sql/statements"));
    }

    long cancels() {
        return server.count(
                seen -> seen.method().equals("POST") && seen.uri().equals("/api/2.0/sql/statements/" + ID + "/cancel"));
    }

    long links() {
        return server.count(seen -> seen.uri().startsWith("/links/"));
    }

    /** How often a chunk's link was followed. */
    int attempts(int chunk) {
        return attempts.getOrDefault(chunk, new AtomicInteger()).get();
    }

    @Override
    public void close() {
        server.close();
    }
}
