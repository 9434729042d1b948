package dev.sluice.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.sandbox.Workspace;
import dev.sluice.testing.Gateway;
import dev.sluice.testing.Gateway.Tenant;
import dev.sluice.testing.McpWire;
import dev.sluice.testing.McpWire.Reply;
import dev.sluice.testing.PostgresResource;
import dev.sluice.testing.SandboxResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The edges of the Model Context Protocol, by raw HTTP. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
@WithTestResource(SandboxResource.class)
class McpWireTest {
    private static final String WAREHOUSES = "{\"name\":\"sql_warehouses_list\",\"arguments\":{}}";

    private final Workspace workspace = SandboxResource.second();
    private Tenant tenant;

    @BeforeEach
    void connect() {
        tenant = Gateway.tenant();
        tenant.connect("agent", workspace, workspace.plan().allRights());
    }

    @AfterEach
    void heal() {
        workspace.faults().clear();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "DELETE", "PUT"})
    void whoeverIsNotKnownIsToldSoBeforeAnythingElse(String method) {
        Reply none = nobody().send(method);
        Reply bad = nobody().bearer("slk_invented").send(method);

        assertThat(none.status()).isEqualTo(401);
        assertThat(none.header("WWW-Authenticate")).contains("Bearer realm=\"sluice\"");
        assertThat(bad.status()).isEqualTo(401);
        assertThat(bad.header("WWW-Authenticate")).contains("Bearer realm=\"sluice\", error=\"invalid_token\"");
    }

    @Test
    void aMessageOfNobodyIsNotEvenParsed() {
        assertThat(nobody().post("{ not json").status()).isEqualTo(401);
        assertThat(nobody().bearer(tenant.scoped("accounts:read").apiKey())
                        .post("{}")
                        .status())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://evil.example.com",
                "https://localhost.evil.example.com",
                "http://localhost:1.evil.example.com",
                "http://127.0.0.1.evil.example.com:80",
                "null"
            })
    void aPageOfAForeignOriginIsRefused(String origin) {
        assertThat(agent().with("Origin", origin).call("1", "ping", "{}").status())
                .isEqualTo(403);
        assertThat(nobody().with("Origin", origin).send("OPTIONS").status()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost", "http://localhost:3000", "http://127.0.0.1:6274", "http://[::1]:80"})
    void aPageOfAnAllowedOriginMayReadTheAnswer(String origin) {
        Reply answer = agent().with("Origin", origin).call("1", "ping", "{}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Access-Control-Allow-Origin")).contains(origin);
        Reply preflight = nobody().with("Origin", origin).send("OPTIONS");
        assertThat(preflight.status()).isEqualTo(204);
        assertThat(preflight.header("Access-Control-Allow-Headers").orElseThrow())
                .contains("Authorization", "Mcp-Session-Id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "DELETE", "PUT"})
    void nothingButPostIsOffered(String method) {
        Reply refused = agent().send(method);

        assertThat(refused.status()).isEqualTo(405);
        assertThat(refused.header("Allow")).contains("POST");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            { not json                                            | -32700 | null
            {"jsonrpc":"2.0","id":1,"id":2,"method":"ping"}       | -32700 | null
            []                                                    | -32600 | null
            [{"jsonrpc":"2.0","id":1,"method":"ping"}]            | -32600 | null
            42                                                    | -32600 | null
            {"id":1,"method":"ping"}                              | -32600 | null
            {"jsonrpc":"2.0","id":1}                              | -32600 | 1
            {"jsonrpc":"2.0","id":null,"method":"ping"}           | -32600 | null
            {"jsonrpc":"2.0","id":{},"method":"ping"}             | -32600 | null
            {"jsonrpc":"2.0","id":"a","method":"ping","params":[]} | -32600 | "a"
            """)
    void whatIsNoMessageIsRefused(String body, int code, String id) {
        Reply refused = agent().post(body);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.error().path("code").asInt()).isEqualTo(code);
        assertThat(refused.last().path("id").toString()).isEqualTo(id);
    }

    @Test
    void aQueryStringThatCannotBeReadIsTheClientsMistake() throws IOException {
        String ping = McpWire.request("1", "ping", "{}");
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            socket.getOutputStream()
                    .write(String.join(
                                    "\r\n",
                                    "POST /mcp?mode=%zz HTTP/1.1",
                                    "Host: localhost:" + RestAssured.port,
                                    "Authorization: Bearer " + tenant.apiKey(),
                                    "Content-Type: application/json",
                                    "Accept: application/json, text/event-stream",
                                    "Content-Length: " + ping.length(),
                                    "",
                                    ping)
                            .getBytes(StandardCharsets.US_ASCII));

            assertThat(new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                            .readLine())
                    .startsWith("HTTP/1.1 400");
        }
    }

    @Test
    void parametersThatAreNullAreNone() {
        assertThat(agent().post("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":null}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aNotificationOfAnUnknownVersionIsRefused() {
        String initialized = "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}";

        assertThat(agent().post(initialized).status()).isEqualTo(202);
        assertThat(agent().with("MCP-Protocol-Version", "1999-01-01")
                        .post(initialized)
                        .status())
                .isEqualTo(400);
    }

    @Test
    void aBodyThatIsNotJsonByItsTypeIsRefused() {
        Gateway.bearer(tenant.apiKey())
                .contentType("text/plain")
                .body("{}")
                .post("/mcp")
                .then()
                .statusCode(415);
    }

    @Test
    void idsComeBackAsTheyWere() {
        assertThat(agent().call("\"a\\\"b\"", "ping", "{}").last().path("id").asText())
                .isEqualTo("a\"b");
        assertThat(agent().call("9007199254740993", "ping", "{}")
                        .last()
                        .path("id")
                        .asText())
                .isEqualTo("9007199254740993");
    }

    @Test
    void aHandshakeAgreesOnAVersion() {
        assertThat(agreed("2025-11-25")).isEqualTo("2025-11-25");
        assertThat(agreed("2025-06-18")).isEqualTo("2025-06-18");
        assertThat(agreed("1999-01-01")).isEqualTo("2025-11-25");
        Reply unknown = agent().with("MCP-Protocol-Version", "1999-01-01").call("1", "tools/list", "{}");
        assertThat(unknown.status()).isEqualTo(400);
        assertThat(unknown.error().path("code").asInt()).isEqualTo(-32022);
        assertThat(unknown.error().path("data").path("supported").toString()).contains("2026-07-28", "2025-11-25");
    }

    @Test
    void whatIsNotKnownIsToldByTheProtocol() {
        assertThat(agent().call("1", "no/such", "{}").error().path("code").asInt())
                .isEqualTo(-32601);
        assertThat(agent().call("1", "tools/call", "{\"name\":\"no_such_tool\"}")
                        .error()
                        .path("code")
                        .asInt())
                .isEqualTo(-32602);
        assertThat(agent().call("1", "tools/call", "{}").error().path("code").asInt())
                .isEqualTo(-32602);
        assertThat(agent().call("1", "tools/call", "{\"name\":\"clusters_list\",\"arguments\":[]}")
                        .error()
                        .path("code")
                        .asInt())
                .isEqualTo(-32602);
        assertThat(agent().call("1", "resources/read", "{\"uri\":\"databricks://tables/x\"}")
                        .error()
                        .path("code")
                        .asInt())
                .isEqualTo(-32002);
        assertThat(agent().call("1", "logging/setLevel", "{\"level\":\"loud\"}")
                        .error()
                        .path("code")
                        .asInt())
                .isEqualTo(-32602);
    }

    @Test
    void whatNeedsNoAnswerGetsNone() {
        Reply heard = agent().post("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");

        assertThat(heard.status()).isEqualTo(202);
        assertThat(heard.http().body()).isEmpty();
        assertThat(agent().post("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}").status())
                .isEqualTo(202);
        assertThat(agent().post("{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32700,\"message\":\"\"}}")
                        .status())
                .isEqualTo(202);
    }

    @Test
    void aSessionIsItsCallersAlone() {
        String session = agent().initialize();
        Tenant stranger = Gateway.tenant();
        String bound = Gateway.bearer(tenant.apiKey())
                .body("{\"identifier\":\"agent\"}")
                .post("/api/v1/session_tokens")
                .path("token");

        assertThat(agent().with("Mcp-Session-Id", session)
                        .call("1", "ping", "{}")
                        .status())
                .isEqualTo(200);
        for (String token : new String[] {stranger.apiKey(), tenant.scoped().apiKey(), bound}) {
            McpWire other = McpWire.here().bearer(token).with("Mcp-Session-Id", session);
            assertThat(other.call("1", "ping", "{}").status()).isEqualTo(404);
            assertThat(other.post("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\"}")
                            .status())
                    .isEqualTo(404);
        }
        assertThat(agent().with("Mcp-Session-Id", "made-up")
                        .call("1", "ping", "{}")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void theNewestRevisionNeedsNoHandshake() {
        Reply discovered = modern("server/discover").call("1", "server/discover", meta(""));
        Reply tools = modern("tools/list").call("2", "tools/list", meta(""));
        Reply called = modern("tools/call")
                .with("Mcp-Name", "=?base64?c3FsX3dhcmVob3VzZXNfbGlzdA==?=")
                .call("3", "tools/call", meta("\"name\":\"sql_warehouses_list\","));

        assertThat(discovered.result().path("supportedVersions").toString())
                .isEqualTo("[\"2026-07-28\",\"2025-11-25\",\"2025-06-18\",\"2025-03-26\"]");
        assertThat(discovered.header("Mcp-Session-Id")).isEmpty();
        assertThat(tools.result().path("resultType").asText()).isEqualTo("complete");
        assertThat(tools.result().path("ttlMs").asInt()).isPositive();
        assertThat(tools.result().path("cacheScope").asText()).isEqualTo("private");
        assertThat(tools.result().path("_meta").toString()).contains("\"name\":\"sluice\"");
        assertThat(called.result().path("isError").asBoolean()).isFalse();
        assertThat(called.result().path("resultType").asText()).isEqualTo("complete");
    }

    @Test
    void theNewestRevisionsHeadersSayWhatItsBodySays() {
        mismatch(modern("ping").call("1", "tools/list", meta("")));
        mismatch(agent().with("MCP-Protocol-Version", "2026-07-28").call("1", "tools/list", meta("")));
        mismatch(agent().with("MCP-Protocol-Version", "2025-11-25").call("1", "tools/list", meta("")));
        mismatch(modern("tools/call").call("1", "tools/call", meta("\"name\":\"clusters_list\",")));
        mismatch(modern("tools/call")
                .with("Mcp-Name", "jobs_list")
                .call("1", "tools/call", meta("\"name\":\"clusters_list\",")));

        Reply without = modern("tools/list").call("1", "tools/list", "{}");
        assertThat(without.status()).isEqualTo(400);
        assertThat(without.error().path("code").asInt()).isEqualTo(-32602);
        Reply old = modern("initialize").call("1", "ping", "{}");
        assertThat(old.status()).isEqualTo(400);
        Reply unknown = modern("ping").call("1", "ping", meta(""));
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.error().path("code").asInt()).isEqualTo(-32601);
    }

    @Test
    void aClientThatTakesNoEventsIsAnsweredInJson() {
        Reply reply = McpWire.json(url())
                .bearer(tenant.apiKey())
                .with("identifier", "agent")
                .call("1", "tools/call", "{\"name\":\"clusters_list\",\"_meta\":{\"progressToken\":1}}");

        assertThat(reply.header("Content-Type")).contains("application/json");
        assertThat(reply.result().path("isError").asBoolean(true)).isFalse();
    }

    @Test
    void aCallThatNamesNoAccountIsToldHow() {
        Reply reply = McpWire.here().bearer(tenant.apiKey()).call("1", "tools/call", WAREHOUSES);

        assertThat(reply.result().path("isError").asBoolean()).isTrue();
        assertThat(reply.result().at("/content/0/text").asText()).contains("session token", "connection_name");
    }

    private String agreed(String asked) {
        JsonNode result = agent().call("1", "initialize", "{\"protocolVersion\":\"" + asked + "\",\"capabilities\":{}}")
                .result();
        return result.path("protocolVersion").asText();
    }

    private static void mismatch(Reply reply) {
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.error().path("code").asInt()).isEqualTo(-32020);
    }

    private McpWire modern(String method) {
        return agent().with("MCP-Protocol-Version", "2026-07-28").with("Mcp-Method", method);
    }

    private static String meta(String more) {
        return "{" + more
                + "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\",\"io.modelcontextprotocol/clientCapabilities\":{}}}";
    }

    private McpWire agent() {
        return McpWire.agentOf(tenant);
    }

    private static McpWire nobody() {
        return McpWire.here();
    }

    private static String url() {
        return "http://localhost:" + RestAssured.port + "/mcp";
    }
}
