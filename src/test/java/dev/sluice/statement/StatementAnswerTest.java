package dev.sluice.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sluice.fault.FaultCode;
import dev.sluice.fault.FaultException;
import dev.sluice.statement.ResultManifest.ChunkInfo;
import dev.sluice.statement.rows.ResultColumn;
import dev.sluice.workspace.WorkspaceRequest;
import dev.sluice.workspace.WorkspaceResponse;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatementAnswerTest {
    private static final String INLINE = """
            {"statement_id":"s","status":{"state":"SUCCEEDED"},
             "manifest":{"schema":{"columns":[{"name":"é","type_text":"INT","type_name":"INT"}]},
                         "total_row_count":2,"chunks":[{"chunk_index":0,"row_offset":0,"row_count":2}]},
             "result":{"chunk_index":0,"data_array" :  [["1","é\\u00e9]\\"[💧"], [null,"2"]] ,"row_count":2},"x":[{}]}
            """;

    @Test
    void findsTheRowsOfAnInlineResultToTheByte() {
        StatementStatus.Succeeded status =
                (StatementStatus.Succeeded) StatementAnswer.status(answer(Buffer.buffer(INLINE)));

        assertThat(status.first())
                .isEqualTo(new ChunkPart.Inline(0, Buffer.buffer("[[\"1\",\"é\\u00e9]\\\"[💧\"], [null,\"2\"]]")));
        assertThat(status.manifest())
                .isEqualTo(new ResultManifest(
                        List.of(new ResultColumn("é", "INT", "INT")), List.of(new ChunkInfo(0, 0, 2)), 2, false));
    }

    @Test
    void takesAnAnswerCutAnywhereForNoAnswer() {
        byte[] whole = INLINE.strip().getBytes(StandardCharsets.UTF_8);
        for (int length = 0; length < whole.length; length++) {
            Buffer cut = Buffer.buffer(whole).slice(0, length);

            assertThat(catchThrowable(() -> StatementAnswer.status(answer(cut))))
                    .as("cut at %d", length)
                    .isInstanceOfSatisfying(
                            FaultException.class,
                            thrown -> assertThat(thrown.fault().code()).isEqualTo(FaultCode.NOT_A_WORKSPACE));
        }
    }

    @Test
    void readsALinkAndKeepsItSecret() {
        ChunkPart part = StatementAnswer.chunk(Buffer.buffer("""
                {"external_links":[
                  {"chunk_index":4,"external_link":"https://a.example/4"},
                  {"chunk_index":5,"external_link":"https://a.example/5?sig=canary-7f3a","expiration":"2026-01-01T00:15:00Z",
                   "http_headers":{"x-key":"v"}}]}
                """), 5);

        assertThat(part)
                .isEqualTo(new ChunkPart.Link(
                        5,
                        URI.create("https://a.example/5?sig=canary-7f3a"),
                        Map.of("x-key", "v"),
                        Instant.parse("2026-01-01T00:15:00Z")));
        assertThat(part.toString()).doesNotContain("canary-7f3a");
    }

    @Test
    void throwsNoLinkThatIsNone() {
        Buffer answer =
                Buffer.buffer("{\"external_links\":[{\"chunk_index\":0,\"external_link\":\"ht!tp://|canary-7f3a\"}]}");

        assertThatThrownBy(() -> StatementAnswer.chunk(answer, 0))
                .isInstanceOf(FaultException.class)
                .hasMessageNotContaining("canary-7f3a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "7",
                "\"s\"",
                "[]",
                "{\"statement_id\":\"\",\"status\":{\"state\":\"RUNNING\"}}",
                "{\"statement_id\":\"s\",\"status\":\"RUNNING\"}",
                "{\"statement_id\":\"s\",\"status\":null}",
                "{\"statement_id\":{},\"status\":{\"state\":\"RUNNING\"}}"
            })
    void takesNothingElseForAStatement(String body) {
        assertThatThrownBy(() -> StatementAnswer.status(answer(Buffer.buffer(body))))
                .isInstanceOf(FaultException.class);
    }

    @Test
    void survivesADeepAnswer() {
        Buffer deep = Buffer.buffer("{\"a\":" + "[".repeat(100_000));

        assertThatThrownBy(() -> StatementAnswer.status(answer(deep))).isInstanceOf(FaultException.class);
    }

    @Test
    void passesNoUnknownStateOn() {
        StatementStatus status = StatementAnswer.status(
                answer(Buffer.buffer("{\"statement_id\":\"s\",\"status\":{\"state\":\"canary-7f3a\"}}")));

        assertThat(((StatementStatus.Ended) status).fault().toString()).doesNotContain("canary-7f3a");
    }

    private static WorkspaceResponse answer(Buffer body) {
        return new WorkspaceResponse(WorkspaceRequest.get("/"), "app-1", 200, MultiMap.caseInsensitiveMultiMap(), body);
    }
}
