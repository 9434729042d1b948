package dev.sluice.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.sandbox.Workspace;
import dev.sluice.testing.FakeServer;
import dev.sluice.testing.Gateway;
import dev.sluice.testing.Gateway.Tenant;
import dev.sluice.testing.PostgresResource;
import dev.sluice.testing.RawClient;
import dev.sluice.testing.SandboxResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Requests that try to leave the account's workspace, to reach what is closed, to slip a second request in, or to learn
 * a credential. Whatever is answered: what arrives at the workspace are the requests that were meant, and nothing of
 * what is marked as evil.
 */
@QuarkusTest
@WithTestResource(PostgresResource.class)
@WithTestResource(SandboxResource.class)
class ProxyAttackTest {
    private static final Pattern REQUEST_LINE = Pattern.compile("(?m)^([A-Z]+) (\\S+) HTTP/1\\.1$");
    private static final Pattern TOKEN = Pattern.compile("\"access_token\":\"([^\"]+)\"");
    private static final String ME = "/api/2.0/preview/scim/v2/Me";

    private static Vertx vertx;
    private static FakeServer foreign;
    private static @Nullable Tenant connected;
    private static String door = "";

    private Tenant tenant;

    @BeforeAll
    static void startForeignServer() {
        vertx = Vertx.vertx();
        foreign = FakeServer.start(vertx, (seen, response) -> response.end("foreign"));
        connected = null;
    }

    @AfterAll
    static void stopForeignServer() {
        foreign.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @BeforeEach
    void connect() {
        if (connected == null) {
            Workspace workspace = SandboxResource.first();
            connected = Gateway.tenant();
            door = connected
                            .asks()
                            .body(Map.of(
                                    "identifier", "tapped",
                                    "workspace_url", SandboxResource.tapped().url(),
                                    "client_id",
                                            workspace
                                                    .plan()
                                                    .allRights()
                                                    .principal()
                                                    .clientId(),
                                    "client_secret",
                                            workspace.plan().allRights().secret()))
                            .post("/api/v1/connected_accounts")
                            .then()
                            .statusCode(201)
                            .extract()
                            .<String>path("connected_account.id")
                            .replace('_', '-')
                    + ".doors.localhost";
        }
        tenant = connected;
    }

    /**
     * @param request lines, with {@code {auth}} for the headers of a caller and {@code {foreign}} for another server
     * @param status of the first answer; 0 where the connection may just end
     * @param passes how many requests reach the workspace
     */
    record Attack(String name, String request, int status, int passes) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Attack> attacks() {
        return Stream.concat(attacksAtADoor(), accounts().stream());
    }

    static Stream<Attack> attacksAtADoor() {
        return Stream.of(paths(), lines(), frames(), headers()).flatMap(List::stream);
    }

    private static List<Attack> paths() {
        return Stream.of(
                        // Out of /proxy, or out of /api/.
                        "400 /proxy/../api/v1/environments?evil",
                        "400 /proxy/api/../../api/v1/environments?evil",
                        "400 /proxy/api/../oidc/v1/token?evil",
                        "400 /proxy/api/2.0/../../oidc/v1/token?evil",
                        "400 /proxy/api/%2e%2e/oidc/v1/token?evil",
                        "400 /proxy/api/%2E%2e/oidc/v1/token?evil",
                        "400 /proxy/api/.%2e/oidc/v1/token?evil",
                        "400 /proxy/api/%252e%252e/oidc/v1/token?evil",
                        "400 /proxy/api/%25252e%25252e/oidc/evil",
                        "400 /proxy/api/..;/oidc/v1/token?evil",
                        "400 /proxy/api/..;evil=1/oidc/v1/token",
                        "400 /proxy/api/..%3b/oidc/v1/token?evil",
                        "400 /proxy/api/..%2foidc/v1/token?evil",
                        "400 /proxy/api/..%5coidc/v1/token?evil",
                        "400 /proxy/api/..\\oidc/v1/token?evil",
                        "400 /proxy/api\\..\\oidc?evil",
                        "400 /proxy/api/%c0%ae%c0%ae/oidc/v1/token?evil",
                        "400 /proxy/api/%ef%bc%8e%ef%bc%8e/oidc/v1/token?evil",
                        "400 /proxy/api/./evil",
                        "400 /proxy/api//evil",
                        "400 /proxy//{foreign}/api/evil",
                        "400 /proxy/api/2.0/evil%00",
                        "400 /proxy/api/2.0/x%0d%0aHost:%20evil",
                        "400 /proxy/api/2.0/x%0aevil",
                        "400 /proxy/api/2.0/evil%",
                        "400 /proxy/api/2.0/evil%zz",
                        "400 /proxy/api/2.0/evil#x",
                        "414 /proxy/api/2.0/" + "evil/".repeat(2000) + "x",
                        // To other hosts.
                        "404 /proxy/@{foreign}/evil",
                        "404 /proxy@{foreign}/api/2.0/evil",
                        "404 /proxy:{foreign}/api/2.0/evil",
                        "400 /proxy/http://{foreign}/api/2.0/evil",
                        "404 /proxy/http:/{foreign}/api/2.0/evil",
                        "404 /proxyhttp://{foreign}/api/2.0/evil",
                        "400 http://{foreign}/proxy/api/2.0/evil",
                        "400 https://{foreign}/proxy/api/2.0/evil",
                        "400 //{foreign}/proxy/api/2.0/evil",
                        // To what is closed.
                        "404 /proxy/oidc/v1/token?evil",
                        "404 /proxy/.well-known/databricks-config?evil",
                        "404 /proxy/login.html?evil",
                        "404 /proxy/?evil",
                        "403 /proxy/api/2.0/token/list?evil",
                        "403 /proxy/api/2.0/token/?evil",
                        "403 /proxy/api/2.0/%74oken/list?evil",
                        "403 /proxy/api/2.0/TOKEN/list?evil",
                        "403 /proxy/api/1.2/token/list?evil",
                        "400 /proxy/api/2.0/token;x/list?evil",
                        "400 /proxy/api/2.0/%2574oken/list?evil",
                        "403 /proxy/api/2.0/token-management/tokens?evil",
                        "403 /proxy/api/2.0/secrets/get?scope=evil&key=k",
                        "403 /proxy/api/2.0/accounts/1/servicePrincipals/1/credentials/secrets?evil")
                .map(line -> line.split(" ", 2))
                .map(line -> new Attack(
                        line[1].substring(0, Math.min(line[1].length(), 60)),
                        "GET " + line[1] + " HTTP/1.1\nHost: sluice\n{auth}\n",
                        // What the router makes of a path that is not under /proxy is its own affair.
                        line[1].startsWith("/proxy/") ? Integer.parseInt(line[0]) : 0,
                        0))
                .toList();
    }

    private static List<Attack> lines() {
        String tail = "\nHost: sluice\n{auth}\n";
        return List.of(
                new Attack("a blank in the path", "GET /proxy/api/2.0/evil path HTTP/1.1" + tail, 400, 0),
                new Attack("a tab in the path", "GET /proxy/api/2.0/evil\tpath HTTP/1.1" + tail, 400, 0),
                new Attack("NUL in the path", "GET /proxy/api/2.0/evil\0 HTTP/1.1" + tail, 400, 0),
                new Attack("a byte over ASCII in the path", "GET /proxy/api/2.0/evil\u00e9 HTTP/1.1" + tail, 400, 0),
                new Attack("TRACE", "TRACE /proxy" + ME + "?evil HTTP/1.1" + tail, 405, 0),
                new Attack("CONNECT", "CONNECT {foreign} HTTP/1.1" + tail, 0, 0),
                new Attack("CONNECT under the path", "CONNECT /proxy" + ME + "?evil HTTP/1.1" + tail, 0, 0),
                new Attack("OPTIONS", "OPTIONS /proxy" + ME + "?evil HTTP/1.1" + tail, 405, 0),
                new Attack("a method that is none", "EVIL /proxy" + ME + "?evil HTTP/1.1" + tail, 405, 0),
                new Attack("a method in lower case", "get /proxy" + ME + "?evil HTTP/1.1" + tail, 405, 0),
                new Attack("HTTP/1.0", "GET /proxy" + ME + "?evil HTTP/1.0" + tail, 400, 0),
                new Attack("HTTP/0.9", "GET /proxy" + ME + "?evil\n\n", 0, 0),
                new Attack("no Host", "GET /proxy" + ME + "?evil HTTP/1.1\n{auth}\n", 400, 0),
                new Attack("two Hosts", "GET /proxy" + ME + "?evil HTTP/1.1\nHost: {foreign}" + tail, 400, 0),
                new Attack("a foreign Host", "GET /proxy" + ME + " HTTP/1.1\nHost: evil.{foreign}\n{auth}\n", 200, 1));
    }

    private static List<Attack> frames() {
        String smuggled = "GET /proxy/api/2.0/evil HTTP/1.1\nHost: sluice\n{auth}\n";
        return List.of(
                post("a length and chunks", "Content-Length: 6\nTransfer-Encoding: chunked\n\n0\n\n" + smuggled, 0, 1),
                post("chunks and a length", "Transfer-Encoding: chunked\nContent-Length: 40\n\n0\n\n" + smuggled, 0, 1),
                post("a coding that is none", "Transfer-Encoding: xchunked\n\n0\n\n" + smuggled, 400, 0),
                post("chunked, identity", "Transfer-Encoding: chunked, identity\n\n0\n\n" + smuggled, 400, 0),
                post("gzip, chunked", "Transfer-Encoding: gzip, chunked\n\n0\n\n" + smuggled, 400, 0),
                post(
                        "two codings",
                        "Transfer-Encoding: chunked\nTransfer-Encoding: identity\n\n0\n\n" + smuggled,
                        400,
                        0),
                post("identity", "Transfer-Encoding: identity\nContent-Length: 2\n\n{}" + smuggled, 400, 0),
                post("a blank before the colon", "Transfer-Encoding : chunked\n\n0\n\n" + smuggled, 0, 0),
                post("a vertical tab in the coding", "Transfer-Encoding: \u000bchunked\n\n0\n\n" + smuggled, 400, 0),
                post("two equal lengths", "Content-Length: 2\nContent-Length: 2\n\n{}", 0, 1),
                post("two lengths", "Content-Length: 2\nContent-Length: 50\n\n{}" + smuggled, 0, 0),
                post("a list of lengths", "Content-Length: 2, 50\n\n{}" + smuggled, 0, 0),
                post("a length with a sign", "Content-Length: +2\n\n{}" + smuggled, 0, 0),
                post("a length below zero", "Content-Length: -2\n\n{}" + smuggled, 0, 0),
                post("a hexadecimal length", "Content-Length: 0x2\n\n{}" + smuggled, 0, 0),
                post("a chunk's size that is none", "Transfer-Encoding: chunked\n\nzz\n{}\n0\n\n" + smuggled, 0, 0),
                post("a chunk's size with a sign", "Transfer-Encoding: chunked\n\n-2\n{}\n0\n\n" + smuggled, 0, 0),
                post(
                        "a credential in trailers",
                        "Transfer-Encoding: chunked\n\n2\n{}\n0\nX-Trailer: evil\nAuthorization: Bearer evil\n\n",
                        0,
                        1),
                post("a second request after chunks", "Transfer-Encoding: chunked\n\n2\n{}\n0\n\n" + smuggled, 0, 1),
                new Attack(
                        "a request behind a GET's body",
                        "GET /proxy" + ME + " HTTP/1.1\nHost: sluice\n{auth}Content-Length: 4\n\n{}  ",
                        200,
                        1),
                new Attack(
                        "a second request of nobody",
                        "GET /proxy" + ME + " HTTP/1.1\nHost: sluice\n{auth}\n"
                                + "GET /proxy/api/2.0/evil HTTP/1.1\nHost: sluice\nidentifier: tapped\n\n",
                        200,
                        1));
    }

    private static List<Attack> headers() {
        return List.of(
                get("X-Forwarded-Host", "X-Forwarded-Host: evil\nX-Forwarded-Proto: evil", 200, 1),
                get("Forwarded", "Forwarded: host=evil;for=evil", 200, 1),
                get("X-Original-URL", "X-Original-URL: /oidc/evil\nX-Rewrite-URL: /oidc/evil", 200, 1),
                get("a method override", "X-HTTP-Method-Override: DELETE;evil\nX-Method-Override: evil", 200, 1),
                get("cookies", "Cookie: session=evil", 200, 1),
                get("Proxy-Authorization", "Proxy-Authorization: Basic evil\nProxy-Connection: evil", 200, 1),
                get("another workspace's id", "X-Databricks-Org-Id: evil\nX-Databricks-Workspace-Id: evil", 200, 1),
                get(
                        "another cloud's token",
                        "X-Databricks-Azure-SP-Management-Token: evil\n"
                                + "X-Databricks-Azure-Workspace-Resource-Id: evil\nX-Databricks-GCP-SA-Access-Token: evil",
                        200,
                        1),
                get("headers that Connection names", "Connection: accept, authorization\nAccept: evil", 200, 1),
                get("TE and a trailer's name", "TE: evil\nTrailer: evil\nKeep-Alive: evil", 200, 1),
                get("WebSocket", "Upgrade: websocket\nConnection: Upgrade\nSec-WebSocket-Key: evil", 400, 0),
                get("HTTP/2 by upgrade", "Upgrade: h2c, evil\nConnection: Upgrade", 400, 0),
                get("an expectation", "Expect: evil", 400, 0),
                get("two credentials", "Authorization: Bearer evil", 400, 0),
                get("a folded header", "X-Odd: a\n evil: b", 0, 1),
                get("a header without a colon", "evil", 0, 0),
                get("a blank in a header's name", "Acc ept: evil", 0, 0),
                get("NUL in a header", "Accept: evil\0", 0, 0),
                get("a bare CR in a header", "Accept: a\rX-Injected: evil", 0, 0));
    }

    // At a door the host names the account, and these headers mean nothing.
    private static List<Attack> accounts() {
        return List.of(
                get("two identifiers", "identifier: evil", 400, 0),
                get("two connections", "connection_name: databricksworkspace\nConnection_name: evil", 400, 0),
                get("an account beside the identifier", "connected_account_id: evil", 404, 0),
                get("an account that is a path", "connection_name: ../evil", 404, 0));
    }

    private static Attack get(String name, String headers, int status, int passes) {
        return new Attack(
                name, "GET /proxy" + ME + " HTTP/1.1\nHost: sluice\n{auth}" + headers + "\n\n", status, passes);
    }

    private static Attack post(String name, String rest, int status, int passes) {
        return new Attack(
                name, "POST /proxy/api/2.0/sql/statements HTTP/1.1\nHost: sluice\n{auth}" + rest, status, passes);
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void staysWithinTheWorkspaceAndTellsNoSecret(Attack attack) throws IOException {
        String answers = exchange(attack.request(), "/proxy", "sluice", attack.passes());

        if (attack.status() != 0) {
            assertThat(answers).matches("(?s)HTTP/1\\.[01] " + attack.status() + " .*");
        }
    }

    @ParameterizedTest
    @MethodSource("attacksAtADoor")
    void theDoorIsNoWider(Attack attack) throws IOException {
        String request = attack.request()
                .replaceFirst("(?m)^(\\S+) /proxy", "$1 ")
                .replace("GET /proxy/", "GET /")
                .replace("/proxy/", "/")
                .replace("Host: sluice", "Host: " + door);

        exchange(request, "", door, attack.passes());
    }

    /** Sends an attack, and sees what it brings about whatever is answered. */
    private String exchange(String request, String prefix, String host, int passes) throws IOException {
        int mark = SandboxResource.tapped().mark();

        String answers = send(request, prefix, host);

        assertThat(foreign.seen()).as("requests at the foreign server").isEmpty();
        String sent = SandboxResource.tapped().sent(mark);
        assertThat(sent).as("what reached the workspace").doesNotContain("evil").doesNotContain(tenant.apiKey());
        List<String> paths = REQUEST_LINE
                .matcher(sent)
                .results()
                .map(line -> line.group(2))
                .filter(path -> !path.equals("/oidc/v1/token"))
                .toList();
        assertThat(paths).allMatch(path -> path.startsWith("/api/2.0/"));
        assertThat(paths.stream().filter(path -> !path.contains("sentinel")).count())
                .isLessThanOrEqualTo(passes);
        List<String> tokens = TOKEN.matcher(SandboxResource.tapped().received())
                .results()
                .map(answer -> answer.group(1))
                .toList();
        assertThat(tokens).noneMatch(answers::contains);
        assertThat(answers).doesNotContain(tenant.apiKey());
        return answers;
    }

    // A good request behind it, so that whatever was smuggled in between is served before the connection ends.
    private String send(String request, String prefix, String host) throws IOException {
        String auth = "Authorization: Bearer " + tenant.apiKey() + "\r\nidentifier: tapped\r\n";
        String bytes = request.replace("\r\n", "\n").replace("\n", "\r\n").replace("{auth}", auth);
        try (RawClient client = RawClient.connect(RestAssured.port)) {
            client.send(bytes.replace("{foreign}", "127.0.0.1:" + foreign.port()));
            client.sendIfOpen("GET " + prefix + ME + "?sentinel HTTP/1.1\r\nHost: " + host + "\r\n" + auth
                    + "Connection: close\r\n\r\n");
            return client.rest();
        } catch (SocketTimeoutException silent) {
            return "";
        }
    }
}
