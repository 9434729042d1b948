package dev.sluice.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.acceptance.SharedInstallation;
import dev.sluice.demo.Installation;
import dev.sluice.demo.Tenant;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The protocol's own conformance suite, and its Inspector, against the packaged gateway. Both come from npm, with a Node
 * that is new enough for them.
 */
class McpSuitesIT {
    private static Packages packages;
    private static Vertx vertx;
    private static String url;

    @BeforeAll
    static void connect() {
        packages = Packages.node(
                "mcp", "node@22", "@modelcontextprotocol/conformance@0.1.16", "@modelcontextprotocol/inspector@0.15.0");
        Installation installation = SharedInstallation.get();
        Tenant tenant = Tenant.create(installation, "mcp-suites");
        tenant.connect("agent", installation.workspaceOne());
        vertx = Vertx.vertx();
        url = CredentialsAdder.start(vertx, installation.gateway().url(), tenant.apiKey());
    }

    @AfterAll
    static void stop() {
        if (vertx != null) {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "server-initialize",
                "ping",
                "logging-set-level",
                "tools-list",
                "resources-list",
                "prompts-list",
                "server-sse-multiple-streams",
                "server-sse-polling",
                "dns-rebinding-protection"
            })
    void theConformanceSuiteFindsNothingWrong(String scenario) throws IOException {
        Path results = Files.createTempDirectory(packages.directory(), scenario);

        run("conformance/dist/index.js", "server", "--url", url, "--scenario", scenario, "-o", results.toString());

        assertThat(verdicts(results)).isNotEmpty().doesNotContain("FAILURE", "WARNING");
    }

    @Test
    void theInspectorListsAndCallsTools() {
        JsonObject tools = inspect("tools/list");
        JsonObject called = inspect("tools/call", "--tool-name", "sql_warehouses_list");
        JsonObject resources = inspect("resources/list");

        assertThat(tools.getJsonArray("tools")).hasSize(53);
        assertThat(called.getJsonObject("structuredContent").getJsonArray("warehouses"))
                .isNotEmpty();
        assertThat(resources.getJsonArray("resources")).hasSize(1);
        assertThat(inspect("prompts/list").getJsonArray("prompts")).hasSize(3);
    }

    private static JsonObject inspect(String method, String... more) {
        List<String> words = new ArrayList<>(List.of("--cli", url, "--transport", "http", "--method", method));
        words.addAll(List.of(more));
        return new JsonObject(run("inspector/cli/build/cli.js", words.toArray(String[]::new)));
    }

    private static List<String> verdicts(Path results) throws IOException {
        try (Stream<Path> files = Files.walk(results)) {
            return files.filter(file -> file.endsWith("checks.json"))
                    .flatMap(file -> new JsonArray(read(file)).stream())
                    .map(check -> ((JsonObject) check).getString("status"))
                    .toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a script of the packages; gives what it wrote. */
    private static String run(String script, String... words) {
        List<String> command =
                new ArrayList<>(List.of("node_modules/node/bin/node", "node_modules/@modelcontextprotocol/" + script));
        command.addAll(List.of(words));
        return Command.in(packages.directory(), command.toArray(String[]::new)).output();
    }

    /** A proxy before the gateway that adds the credentials, which the suite knows nothing of. */
    private record CredentialsAdder(HttpClient client, URI gateway, String apiKey) {

        static String start(Vertx vertx, URI gateway, String apiKey) {
            CredentialsAdder adder = new CredentialsAdder(vertx.createHttpClient(), gateway, apiKey);
            HttpServer server = vertx.createHttpServer().requestHandler(adder::pass);
            int port = server.listen(0, "127.0.0.1")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join()
                    .actualPort();
            return "http://localhost:" + port + "/mcp";
        }

        private void pass(HttpServerRequest request) {
            request.pause();
            client.request(new RequestOptions()
                            .setMethod(request.method())
                            .setAbsoluteURI(gateway.resolve(request.uri()).toString()))
                    .compose(onward -> {
                        onward.headers().addAll(request.headers());
                        onward.headers().remove("Host");
                        onward.putHeader("Authorization", "Bearer " + apiKey).putHeader("identifier", "agent");
                        return onward.send(request);
                    })
                    .compose(answer -> {
                        request.response()
                                .setStatusCode(answer.statusCode())
                                .headers()
                                .addAll(answer.headers());
                        return answer.pipeTo(request.response());
                    })
                    .onFailure(broken -> request.connection().close());
        }
    }
}
