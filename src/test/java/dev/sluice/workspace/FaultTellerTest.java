package dev.sluice.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.fault.SqlError;
import dev.sluice.testing.FaultVectors;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The vectors under {@code /faults} are answers that workspaces gave, each with where it was seen. */
class FaultTellerTest {
    private static final String PRINCIPAL = "ac3e0000-1111-2222-3333-444455556666";
    private static final WorkspaceRequest REPEATABLE = WorkspaceRequest.get("/");
    private static final WorkspaceRequest ONCE = WorkspaceRequest.post("/", Buffer.buffer("{}"), Duration.ZERO);

    static Stream<Named<JsonNode>> answers() throws IOException {
        return FaultVectors.named("answers");
    }

    static Stream<Named<JsonNode>> statements() throws IOException {
        return FaultVectors.named("statements");
    }

    @ParameterizedTest
    @MethodSource("answers")
    void tellsAnAnswerByItsEvidence(JsonNode vector) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap().add("X-Request-Id", "req-1");
        vector.get("headers")
                .properties()
                .forEach(
                        header -> headers.add(header.getKey(), header.getValue().asText()));

        Fault fault = FaultTeller.tell(new WorkspaceResponse(
                vector.path("repeatable").asBoolean(true) ? REPEATABLE : ONCE,
                PRINCIPAL,
                vector.get("status").asInt(),
                headers,
                Buffer.buffer(vector.get("body").asText())));

        FaultVectors.check(fault, vector);
        assertThat(fault.upstreamRequestId()).isEqualTo("req-1");
    }

    @ParameterizedTest
    @MethodSource("statements")
    void tellsAFailedStatementByItsClassAndState(JsonNode vector) {
        @Nullable String sqlState = vector.path("sql_state").asText(null);

        Fault fault = FaultTeller.tellStatement(
                PRINCIPAL,
                vector.path("error_code").asText(null),
                sqlState,
                vector.get("message").asText());

        FaultVectors.check(fault, vector);
        SqlError sql = Objects.requireNonNull(fault.sql());
        assertThat(sql.state()).isEqualTo(sqlState);
        if (vector.has("error_class")) {
            assertThat(sql.errorClass()).isEqualTo(vector.get("error_class").asText());
        }
        assertThat(sql.line()).isEqualTo(vector.has("line") ? vector.get("line").asInt() : null);
        assertThat(sql.position())
                .isEqualTo(vector.has("position") ? vector.get("position").asInt() : null);
    }

    @Test
    void namesNobodyWhereItIsNotKnownWhoAsked() {
        Fault fault = FaultTeller.tellStatement(
                null, "BAD_REQUEST", "42501", "PERMISSION_DENIED: User does not have BROWSE on Catalog 'main'.");

        assertThat(fault.hint())
                .isEqualTo("The workspace admin runs: GRANT BROWSE ON CATALOG `main` TO `<service principal>`.");
    }

    @ParameterizedTest
    @CsvSource({
        "0,          0",
        "7,          7",
        "300,        300",
        "301,        300",
        "3600,       300",
        "999999999,  300",
        "9999999999, -1",
        "-1,         -1",
        "1.5,        -1",
        "1e99,       -1",
        "'Wed, 21 Oct 2026 07:28:00 GMT', -1",
        "'',         -1",
        "٣,          -1"
    })
    void takesWholeSecondsFromRetryAfterAndClampsThem(String header, long seconds) {
        Fault fault = FaultTeller.tell(answer(429, "{}", "Retry-After", header));

        assertThat(fault.retryAfter()).isEqualTo(seconds < 0 ? null : Duration.ofSeconds(seconds));
    }

    @Test
    void promisesNoSuccessToARequestThatIsWrong() {
        assertThat(FaultTeller.tell(answer(400, "{}", "Retry-After", "7")).retryAfter())
                .isNull();
        assertThat(FaultTeller.tell(answer(503, "{}")).retryAfter()).isNull();
    }

    @Test
    void readsTheCodeOfAnErrorThatCarriesALongTrace() {
        JsonObject error = new JsonObject()
                .put("error_code", "RESOURCE_DOES_NOT_EXIST")
                .put("message", "No such thing")
                .put("details", "at a.b.C(C.java:1)\n".repeat(20_000));

        assertThat(FaultTeller.tell(answer(400, error.encode())).code()).isEqualTo(FaultCode.OBJECT_NOT_FOUND);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error_code\":\"INVALID_PARAMETER_VALUE\",\"message\":\"canary-7f3a\"}",
                "{\"error_code\":\"canary-7f3a\",\"message\":\"x\"}",
                "{\"error_code\":\"canary-7f3a\",\"message\":\"Cluster canary-7f3a does not exist\"}",
                "{\"error\":\"invalid_client\",\"error_description\":\"canary-7f3a\"}",
                "{\"detail\":\"canary-7f3a\",\"status\":\"400\"}",
                "{\"message\":\"Authorization: Bearer canary-7f3a\"}",
                "{\"message\":\"The statement canary-7f3a was not found.\"}",
                "CANARY: canary-7f3a",
                "canary-7f3a",
                "<html><pre>canary-7f3a</pre></html>",
                "<html><title>canary-7f3a</title></html>",
                "{canary-7f3a"
            })
    void passesNoTextOfTheWorkspaceOn(String body) {
        for (int status : new int[] {200, 302, 400, 401, 403, 404, 409, 418, 429, 500, 503, 504}) {
            Fault fault = FaultTeller.tell(answer(status, body, "Location", "https://evil.example/canary-7f3a"));

            assertThat(fault.toString()).doesNotContain("canary-7f3a");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"canary-7f3a", "4250", "425011", "42p01", "", "null", "425\n1"})
    void passesNothingOnAsSqlStateThatIsNone(String text) {
        Fault fault = FaultTeller.tellStatement(null, "BAD_REQUEST", text, "It failed.");

        assertThat(Objects.requireNonNull(fault.sql()).state()).isNull();
        assertThat(fault.code()).isEqualTo(FaultCode.SQL_ERROR);
    }

    @ParameterizedTest
    @CsvSource({
        "401, '',                                                          true",
        "401, '{\"message\":\"whatever\"}',                                true",
        "403, '{\"error_code\":403,\"message\":\"Invalid access token. [ReqId: 1]\"}', true",
        "403, 'Invalid Token',                                             true",
        "403, '<html><pre>Invalid Token</pre></html>',                     true",
        "403, '{\"error_code\":\"PERMISSION_DENIED\",\"message\":\"No.\"}', false",
        "403, '{\"message\":\"User said Invalid access token\"}',          false",
        "403, '',                                                          false",
        "400, '{\"message\":\"Invalid access token.\"}',                   false",
        "404, 'Invalid Token',                                             false",
        "200, 'Invalid Token',                                             false"
    })
    void knowsADeadTokenFromADeniedOne(int status, String body, boolean dead) {
        assertThat(FaultTeller.meansDeadToken(answer(status, body))).isEqualTo(dead);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Run:  in job: ",
                "Run: 1 in job: 2 ",
                "The result of the statement ",
                "Cluster x",
                "required scopes: ",
                "User does not have SELECT on Table '",
                "worker env ",
                "disabled for users without the a",
                "<pre>",
                "<title><pre>",
                "A_B_C: ",
                "[PARSE_SYNTAX_ERROR] near '",
                "[TABLE_OR_VIEW_NOT_FOUND] The table or view `",
                "'",
                "''",
                "\\'",
                "\"",
                "\"INT\"",
                "== SQL ",
                "\n"
            })
    void judgesHostileTextsQuickly(String part) {
        String text = part.repeat(1 + 400_000 / part.length());

        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            FaultTeller.tell(answer(400, text));
            FaultTeller.tell(answer(400, new JsonObject().put("message", text).encode()));
            FaultTeller.tellStatement(null, "BAD_REQUEST", "42601", text);
        });
    }

    private static WorkspaceResponse answer(int status, String body, String... headers) {
        MultiMap map = MultiMap.caseInsensitiveMultiMap();
        for (int i = 0; i < headers.length; i += 2) {
            map.add(headers[i], headers[i + 1]);
        }
        return new WorkspaceResponse(REPEATABLE, PRINCIPAL, status, map, Buffer.buffer(body));
    }
}
