package dev.sluice.load.comparison;

import dev.sluice.statement.rows.OrdersResult;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The directory that the nginx servers run in, with their configurations and what they answer. */
final class Workbench {
    static final int WORKSPACE_PORT = 17301;
    static final int NGINX_PORT = 17302;
    static final String STATEMENT_ID = "orders";

    /** 640 MiB, so that the cheapest subject too uses enough CPU time to be counted in hundredths of a second. */
    static final int CHUNKS = 32;

    private static final Path PEERS = Path.of("load-tests/peers");
    static final int ANSWER_BYTES = 1024;
    /** Databricks' tokens are of this size. */
    private static final int TOKEN_LENGTH = 878;

    private final Path directory;
    private final OrdersResult result;

    private Workbench(Path directory, OrdersResult result) {
        this.directory = directory;
        this.result = result;
    }

    static Workbench prepare(Path directory) {
        Workbench workbench = new Workbench(directory, new OrdersResult(CHUNKS));
        try {
            Files.createDirectories(directory);
            Files.write(directory.resolve("rows.json"), workbench.result.chunk());
            workbench.write("token.json", token());
            workbench.write("token.conf", tokenForNginx());
            workbench.write(
                    "submitted.json",
                    workbench.result.submitted(STATEMENT_ID, workspaceUrl() + "/chunks/0").encode());
            workbench.write("statement.json", workbench.answer());
            return workbench;
        } catch (IOException e) {
            throw new UncheckedIOException("The work directory cannot be written: " + e.getMessage(), e);
        }
    }

    static String workspaceUrl() {
        return "http://127.0.0.1:" + WORKSPACE_PORT;
    }

    /** What the workspace wants of everyone. */
    static String authorization() {
        return "Bearer " + "fixed-for-the-comparison.".repeat(40).substring(0, TOKEN_LENGTH);
    }

    Path directory() {
        return directory;
    }

    OrdersResult result() {
        return result;
    }

    Child startWorkspace() {
        return nginx("upstream", Cores.LOAD, WORKSPACE_PORT);
    }

    Child startNginx() {
        return nginx("nginx", Cores.SUBJECT, NGINX_PORT);
    }

    /** All chunks, one after the other, from the workspace or through a server that relays them. */
    StreamLoad download(String origin) {
        String chunks = origin + "/chunks/[0-" + (CHUNKS - 1) + "]";
        return new StreamLoad(List.of(chunks), CHUNKS, result.chunkBytes(), result.bytes());
    }

    /** Writes a file beside the configurations. */
    Path write(String name, String text) {
        return write(name, text.getBytes(StandardCharsets.UTF_8));
    }

    /** The same with bytes. */
    Path write(String name, byte[] bytes) {
        try {
            return Files.write(directory.resolve(name), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be written: " + e.getMessage(), e);
        }
    }

    private Child nginx(String name, Cores core, int port) {
        try {
            write(name + ".conf", Files.readString(PEERS.resolve(name + ".conf")));
        } catch (IOException e) {
            throw new UncheckedIOException(PEERS + " cannot be read: " + e.getMessage(), e);
        }
        String user = "user " + System.getProperty("user.name") + ";";
        String prefix = directory.toAbsolutePath().toString();
        List<String> command = List.of("nginx", "-p", prefix, "-c", prefix + "/" + name + ".conf", "-g", user);
        return Child.start(name, core, port, directory, Map.of(), command);
    }

    /** A statement's answer of 1 KiB, as {@code sql_statement_get} reads it. */
    private String answer() {
        JsonObject answer = new JsonObject()
                .put("statement_id", STATEMENT_ID)
                .put("status", new JsonObject().put("state", "SUCCEEDED"))
                .put("manifest", new JsonObject().put("format", "JSON_ARRAY").put("total_row_count", 1))
                .put("result", new JsonObject().put("row_count", 1).put("data_array", cell("")));
        int missing = ANSWER_BYTES - answer.encode().length();
        answer.getJsonObject("result").put("data_array", cell("x".repeat(missing)));
        return answer.encode();
    }

    private static JsonArray cell(String text) {
        return new JsonArray().add(new JsonArray().add(text));
    }

    private static String tokenForNginx() {
        return "map \"\" $workspace_authorization { default \"" + authorization() + "\"; }\n";
    }

    private static String token() {
        return new JsonObject()
                .put("access_token", authorization().substring("Bearer ".length()))
                .put("token_type", "Bearer")
                .put("expires_in", 3600)
                .encode();
    }
}
