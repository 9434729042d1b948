package dev.sluice.load.comparison;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import dev.sluice.demo.EmbeddedDatabase;
import dev.sluice.demo.JsonApi;
import dev.sluice.face.grpc.wire.tools.ExecuteToolRequest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** The packaged gateway on a database of its own, with one connected account: what a caller needs to use it. */
final class Gateway implements AutoCloseable {
    static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    static final List<String> JVM = List.of("-Xms256m", "-Xmx256m", "-XX:+UseSerialGC");

    private static final int PORT = 17303;
    private static final URI URL = URI.create("http://127.0.0.1:" + PORT);
    private static final String IDENTIFIER = "comparison";
    private static final String OPERATOR_TOKEN = "operator-of-the-comparison-and-of-nothing-else";

    private final EmbeddedDatabase database;
    private final Child process;
    private final String apiKey;

    private Gateway(EmbeddedDatabase database, Child process, String apiKey) {
        this.database = database;
        this.process = process;
        this.apiKey = apiKey;
    }

    static Gateway start(Path directory) {
        EmbeddedDatabase database = EmbeddedDatabase.start();
        Runtime.getRuntime().addShutdownHook(new Thread(database::close));
        Child process = Child.start("sluice", Cores.SUBJECT, PORT, directory, environment(database), command());
        return new Gateway(database, process, connect());
    }

    Child process() {
        return process;
    }

    /** {@code sql_statement_get}, over and over. */
    CallLoad call() {
        JsonObject call = new JsonObject()
                .put("tool_name", "databricksworkspace_sql_statement_get")
                .put("identifier", IDENTIFIER)
                .put("params", new JsonObject().put("statement_id", Workbench.STATEMENT_ID));
        return CallLoad.posting(URL.resolve("/api/v1/execute_tool"), "Bearer " + apiKey, call.encode());
    }

    /** The same over HTTP/2, on so many connections. */
    Http2Load callOverHttp2(Workbench workbench, int connections) {
        Path body = workbench.write("call.json", call().body());
        return new Http2Load(
                URL.resolve("/api/v1/execute_tool"), connections, "Bearer " + apiKey, "application/json", body);
    }

    /** The same over gRPC, on so many connections. */
    Http2Load callOverGrpc(Workbench workbench, int connections) {
        byte[] message = ExecuteToolRequest.newBuilder()
                .setToolName("databricksworkspace_sql_statement_get")
                .setIdentifier(IDENTIFIER)
                .setParams(Struct.newBuilder()
                        .putFields(
                                "statement_id",
                                Value.newBuilder()
                                        .setStringValue(Workbench.STATEMENT_ID)
                                        .build()))
                .build()
                .toByteArray();
        byte[] frame = ByteBuffer.allocate(5 + message.length)
                .put((byte) 0)
                .putInt(message.length)
                .put(message)
                .array();
        Path body = workbench.write("call.grpc", frame);
        return new Http2Load(
                URL.resolve("/scalekit.v1.tools.ToolService/ExecuteTool"),
                connections,
                "Bearer " + apiKey,
                "application/grpc",
                body);
    }

    /** The whole result as arrays, the numbers in one of the stream's forms; read and counted once beforehand. */
    StreamLoad stream(String numbers, Workbench workbench) {
        JsonObject stream = new JsonObject()
                .put("identifier", IDENTIFIER)
                .put("warehouse_id", "w")
                .put("statement", "SELECT * FROM orders")
                .put("numbers", numbers);
        URI url = URL.resolve("/api/v1/sql/stream");
        long bytes = StreamCheck.bytes(url, apiKey, stream.encode(), workbench.result().rows());
        Path body = workbench.write("stream-" + numbers + ".json", stream.encode());
        Path caller = workbench.write("caller.header", "Authorization: Bearer " + apiKey);
        List<String> request = List.of("--header", "@" + caller, "--data", "@" + body, url.toString());
        return new StreamLoad(request, 1, bytes, workbench.result().bytes());
    }

    private static List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(JAVA);
        command.addAll(JVM);
        command.addAll(List.of("-jar", "target/quarkus-app/quarkus-run.jar"));
        return command;
    }

    private static Map<String, String> environment(EmbeddedDatabase database) {
        return Map.of(
                "QUARKUS_HTTP_HOST", "127.0.0.1",
                "QUARKUS_HTTP_PORT", Integer.toString(PORT),
                "SLUICE_DB_URL", database.url(),
                "SLUICE_DB_USERNAME", database.user(),
                "SLUICE_DB_PASSWORD", database.password(),
                "SLUICE_OPERATOR_TOKEN", OPERATOR_TOKEN,
                "SLUICE_VAULT_KEYS_COMPARISON", Base64.getEncoder().encodeToString(new byte[32]),
                "SLUICE_WORKSPACE_TRUSTED_ORIGINS", Workbench.workspaceUrl(),
                "SLUICE_WORKSPACE_ALLOW_PLAINTEXT", "true");
    }

    /** Makes the account, and a key to use it with, as an operator and then a caller would. */
    private static String connect() {
        JsonApi operator = new JsonApi(URL, OPERATOR_TOKEN);
        JsonObject name = new JsonObject().put("name", IDENTIFIER);
        String environment = operator.post("/api/v1/environments", name)
                .orFail("Creating an environment")
                .getString("id");
        String key = operator.post("/api/v1/environments/" + environment + "/api_keys", name)
                .orFail("Creating an API key")
                .getString("api_key");
        JsonObject account = new JsonObject()
                .put("identifier", IDENTIFIER)
                .put("workspace_url", Workbench.workspaceUrl())
                .put("client_id", "client")
                .put("client_secret", "secret");
        new JsonApi(URL, key).post("/api/v1/connected_accounts", account).orFail("Connecting an account");
        return key;
    }

    @Override
    public void close() {
        process.close();
        database.close();
    }
}
