package dev.sluice.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.statement.rows.NumberFormat;
import dev.sluice.statement.rows.RowShape;
import dev.sluice.testing.EventLoop;
import dev.sluice.testing.FakeServer;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A statement's way as its reader sees it, from the submission to the trailer. */
class StatementStreamTest {
    private final Vertx vertx = Vertx.vertx();
    private final EventLoop loop = EventLoop.of(vertx);
    private final LinesInMemory reader = new LinesInMemory();
    private final AtomicInteger over = new AtomicInteger();
    private final AtomicReference<@Nullable FaultCode> why = new AtomicReference<>();
    private FakeStatements workspace = new FakeStatements(vertx, FakeStatements.numbered(3, 2, 4));

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void givesAHeaderTheRowsInOrderAndATrailer() {
        run();

        assertThat(reader.kinds()).containsExactly("header", "rows", "end");
        assertThat(reader.control("header")).isEqualTo(new JsonObject("""
                {"statement_id": "stmt-1", "columns": [{"name": "n", "type": "BIGINT"}, {"name": "t", "type": "STRING"}],
                 "row_offset": 0, "total_row_count": 9, "truncated": false}
                """));
        assertThat(reader.rows()).isEqualTo(workspace.linesFrom(0));
        assertThat(reader.control("end"))
                .isEqualTo(new JsonObject("{\"state\": \"SUCCEEDED\", \"row_count\": 9, \"truncated\": false}"));
        assertThat(reader.ends()).isEqualTo(1);
        await().untilAtomic(over, is(1));
        assertThat(why).hasNullValue();
        assertThat(workspace.submits()).isEqualTo(1);
        assertThat(workspace.cancels()).isZero();
    }

    @Test
    void submitsWhatItWasGivenAndAsksForLinks() {
        run();

        assertThat(new JsonObject(workspace.server.seen().getFirst().body())).isEqualTo(new JsonObject("""
                {"warehouse_id": "abc123def456", "statement": "SELECT 1", "disposition": "EXTERNAL_LINKS",
                 "format": "JSON_ARRAY", "wait_timeout": "5s", "on_wait_timeout": "CONTINUE"}
                """));
        assertThat(workspace.server.seen())
                .filteredOn(seen -> seen.uri().startsWith("/links/"))
                .hasSize(3)
                .allSatisfy(seen ->
                        assertThat(seen.headers().contains("Authorization")).isFalse());
    }

    @Test
    void tellsOfWaitingOnceWhileThePollsGoOn() {
        workspace.before.addAll(List.of("PENDING", "PENDING", "RUNNING", "RUNNING"));

        run();

        assertThat(reader.kinds()).containsExactly("progress", "header", "rows", "end");
        JsonObject progress = reader.control("progress");
        assertThat(progress.getString("statement_id")).isEqualTo("stmt-1");
        assertThat(progress.getString("state")).isEqualTo("PENDING");
        assertThat(progress.getString("warehouse_state")).isEqualTo("STARTING");
        assertThat(progress.getLong("waited_ms")).isNotNegative();
        assertThat(workspace.submits()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CANCELED", "CLOSED", "FAILED"})
    void aFailureBeforeTheFirstLineRejectsTheCall(String state) {
        workspace.before.add(
                state.equals("FAILED") ? FakeStatements.failed("42601", "[PARSE_SYNTAX_ERROR] no") : state);

        run();

        assertThat(reader.lines()).isEmpty();
        assertThat(reader.rejections()).singleElement().satisfies(fault -> {
            assertThat(fault.code())
                    .isEqualTo(
                            switch (state) {
                                case "CANCELED" -> FaultCode.STATEMENT_CANCELED;
                                case "CLOSED" -> FaultCode.RESULT_EXPIRED;
                                default -> FaultCode.SQL_ERROR;
                            });
            assertThat(fault.statementId()).isEqualTo("stmt-1");
        });
        await().untilAtomic(over, is(1));
        assertThat(why).hasValue(reader.rejections().getFirst().code());
    }

    @Test
    void aFailureAfterTheFirstLineIsTheTrailer() {
        workspace.before.add("RUNNING");
        workspace.before.add(FakeStatements.failed("22012", "[DIVIDE_BY_ZERO] Division by zero."));

        run();

        assertThat(reader.kinds()).containsExactly("progress", "error");
        JsonObject error = reader.control("error");
        assertThat(error.getString("code")).isEqualTo("sql_error");
        assertThat(error.getString("sql_state")).isEqualTo("22012");
        assertThat(error.getString("statement_id")).isEqualTo("stmt-1");
        assertThat(error.getLong("next_row_offset")).isZero();
        assertThat(reader.ends()).isEqualTo(1);
        await().untilAtomic(over, is(1));
        assertThat(why).hasValue(FaultCode.SQL_ERROR);
    }

    @Test
    void aFailureThatOvertakesTheFirstProgressLineStillRejectsTheCall() {
        List<HttpServerResponse> held = new CopyOnWriteArrayList<>();
        workspace.before.add("PENDING");
        workspace.before.add(FakeStatements.failed("42601", "[PARSE_SYNTAX_ERROR] no"));
        workspace.others = (seen, response) -> {
            if (seen.uri().contains("/warehouses/")) {
                held.add(response);
            } else {
                workspace.answer(seen, response);
            }
        };

        run();
        held.forEach(HttpServerResponse::end);

        assertThat(reader.lines()).isEmpty();
        assertThat(reader.rejections()).extracting(Fault::code).containsExactly(FaultCode.SQL_ERROR);
    }

    @ParameterizedTest
    @CsvSource({
        "403, '{\"error_code\":\"PERMISSION_DENIED\",\"message\":\"You do not have permission to use the SQL Warehouse.\"}', WAREHOUSE_NOT_USABLE",
        "429, '{}', WORKSPACE_RATE_LIMITED",
        "200, '<html>', OUTCOME_UNKNOWN",
        "200, '{}', OUTCOME_UNKNOWN",
        "200, '[]', OUTCOME_UNKNOWN",
        "200, '{\"statement_id\":\"stmt-1\"', OUTCOME_UNKNOWN",
        "200, '{\"statement_id\":\"stmt-1\",\"status\":{\"state\":\"NEWER\"}}', WORKSPACE_ERROR"
    })
    void rejectsWhatTheWorkspaceRefusesOrGarbles(int status, String body, FaultCode code) {
        workspace.others = (seen, response) -> response.setStatusCode(status).end(body);

        run();

        assertThat(reader.rejections()).extracting(Fault::code).containsExactly(code);
        assertThat(workspace.submits()).as("never sent twice").isEqualTo(1);
    }

    @Test
    void aResultWithoutRowsIsAHeaderAndATrailer() {
        workspace = new FakeStatements(vertx, List.of());

        run();

        assertThat(reader.kinds()).containsExactly("header", "end");
        assertThat(reader.control("end").getLong("row_count")).isZero();
        assertThat(workspace.links()).isZero();
    }

    @Test
    void aStatementWithoutAResultSetHasNoColumns() {
        workspace.before.add("""
                {"statement_id": "stmt-1", "status": {"state": "SUCCEEDED"}, "result": {},
                 "manifest": {"format": "JSON_ARRAY", "schema": {"column_count": 0}, "total_chunk_count": 0,
                              "total_row_count": 0, "truncated": false}}
                """);

        run();

        assertThat(reader.kinds()).containsExactly("header", "end");
        assertThat(reader.control("header").getJsonArray("columns")).isEmpty();
    }

    @Test
    void resumesAtEveryRow() {
        for (long row = 0; row <= 9; row++) {
            LinesInMemory one = new LinesInMemory();
            attach(one, row);
            await().until(one::isOver);

            assertThat(one.rows()).as("from row %d", row).isEqualTo(workspace.linesFrom(row));
            assertThat(one.control("header").getLong("row_offset")).isEqualTo(row);
            assertThat(one.control("end").getLong("row_count")).isEqualTo(9 - row);
        }
        assertThat(workspace.submits()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {10, 1_000_000_000_000L, Long.MAX_VALUE})
    void refusesToResumeBeyondTheEnd(long row) {
        attach(reader, row);
        await().until(reader::isOver);

        assertThat(reader.rejections()).singleElement().satisfies(fault -> {
            assertThat(fault.code()).isEqualTo(FaultCode.INVALID_REQUEST);
            assertThat(fault.pointer()).isEqualTo("/row_offset");
            assertThat(fault.detail()).contains("9 rows");
        });
    }

    @Test
    void resumesAStatementThatStillRuns() {
        workspace.before.addAll(List.of("PENDING", "RUNNING"));

        attach(reader, 4);
        await().until(reader::isOver);

        assertThat(reader.kinds()).containsExactly("progress", "header", "rows", "end");
        assertThat(reader.rows()).isEqualTo(workspace.linesFrom(4));
        assertThat(workspace.server.count(seen -> seen.uri().contains("/warehouses/")))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", ".", "", "a/b", "../../oidc/v1/token?", "%2e%2e", "a b", "é"})
    void letsNoStatementIdClimbToAnotherPath(String id) {
        loop.run(() -> stream(reader, 0).attach(id));
        await().until(reader::isOver);

        assertThat(reader.rejections()).singleElement().satisfies(fault -> {
            assertThat(fault.code()).isEqualTo(FaultCode.INVALID_REQUEST);
            assertThat(fault.pointer()).isEqualTo("/statement_id");
        });
        assertThat(workspace.server.seen()).isEmpty();
    }

    @Test
    void readsAnInlineResultChunkByChunk() {
        workspace.inline = true;

        attach(reader, 1);
        await().until(reader::isOver);

        assertThat(reader.kinds()).containsExactly("header", "rows", "end");
        assertThat(reader.rows()).isEqualTo(workspace.linesFrom(1));
        assertThat(workspace.links()).isZero();
    }

    @Test
    void cancelsAStatementWhoseReaderLeavesBeforeItsIdIsKnown() {
        List<HttpServerResponse> held = new CopyOnWriteArrayList<>();
        workspace.others = (seen, response) -> {
            if (seen.uri().equals("/api/2.0/sql/statements")) {
                held.add(response);
            } else {
                workspace.answer(seen, response);
            }
        };
        StatementStream stream = submit();
        await().until(() -> held.size() == 1);

        loop.run(stream::cancel);
        assertThat(over).hasValue(1);
        held.getFirst().end("{\"statement_id\":\"stmt-1\",\"status\":{\"state\":\"RUNNING\"}}");

        await().until(() -> workspace.cancels() == 1);
        staysSilent(2);
    }

    @Test
    void cancelsAStatementWhoseReaderLeavesBetweenPolls() {
        workspace.others = (seen, response) -> {
            if (seen.uri().endsWith("/cancel")) {
                workspace.answer(seen, response);
            } else {
                response.end("{\"statement_id\":\"stmt-1\",\"status\":{\"state\":\"RUNNING\"}}");
            }
        };
        StatementStream stream = submit();
        await().until(() -> workspace.server.seen().size() >= 3);

        loop.run(stream::cancel);

        await().until(() -> workspace.cancels() == 1);
        assertThat(reader.kinds()).containsExactly("progress");
        staysSilent(workspace.server.seen().size());
    }

    @Test
    void resetsThePollThatIsUnderWay() {
        workspace.before.add("RUNNING");
        workspace.others = (seen, response) -> {
            if (!seen.method().equals("GET")) {
                workspace.answer(seen, response);
            }
        };
        StatementStream stream = submit();
        await().until(() -> workspace.server.count(seen -> seen.method().equals("GET")) == 1);

        loop.run(stream::cancel);

        await().until(() -> workspace.cancels() == 1 && workspace.server.givenUp() == 1);
        staysSilent(3);
    }

    @Test
    void fetchesNoLinkForAReaderWhoLeftWhileItWasAskedFor() {
        List<HttpServerResponse> held = new CopyOnWriteArrayList<>();
        workspace.expiration = "2000-01-01T00:00:00Z";
        workspace.others = (seen, response) -> {
            if (seen.uri().contains("/result/chunks/0")) {
                held.add(response);
            } else {
                workspace.answer(seen, response);
            }
        };
        StatementStream stream = submit();
        await().until(() -> held.size() == 1);

        loop.run(stream::cancel);

        await().until(() -> workspace.cancels() == 1 && workspace.server.givenUp() == 1);
        assertThat(workspace.links()).isZero();
        assertThat(reader.kinds()).containsExactly("header");
    }

    @Test
    void resetsALinkWhoseReaderLeavesBeforeItAnswers() {
        workspace.link = (chunk, attempt, seen, response) -> {};
        StatementStream stream = submit();
        await().until(() -> workspace.links() == 1);

        loop.run(stream::cancel);

        await().until(() -> workspace.cancels() == 1 && workspace.server.givenUp() == 1);
        staysSilent(workspace.server.seen().size());
    }

    @Test
    void resetsAChunkWhoseReaderLeavesInItsMiddle() {
        workspace.link = (chunk, attempt, seen, response) -> FakeServer.begin(response, 1_000, "[[\"0\",\"a\"],");
        StatementStream stream = submit();
        await().until(() -> reader.rows().size() == 1);

        loop.run(stream::cancel);
        loop.run(stream::cancel);

        await().until(() -> workspace.cancels() == 1 && workspace.server.givenUp() >= 1);
        staysSilent(workspace.server.seen().size());
        assertThat(reader.kinds()).containsExactly("header", "rows");
        assertThat(reader.ends()).isZero();
        assertThat(over).as("told once").hasValue(1);
        assertThat(why).hasValue(FaultCode.CLIENT_CANCELLED);
    }

    @Test
    void cancelsNothingOnceTheTrailerIsWritten() {
        StatementStream stream = run();

        loop.run(stream::cancel);

        staysSilent(workspace.server.seen().size());
        assertThat(workspace.cancels()).isZero();
        assertThat(over).as("told once").hasValue(1);
        assertThat(why).hasNullValue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aReaderOfAnothersStatementLeavesItAlone(boolean running) {
        workspace.link = (chunk, attempt, seen, response) -> FakeServer.begin(response, 1_000, "[[\"0\",\"a\"],");
        workspace.before.addAll(java.util.Collections.nCopies(running ? 10_000 : 0, "RUNNING"));
        StatementStream stream = attach(reader, 0);
        await().until(() ->
                running ? workspace.server.seen().size() > 3 : reader.rows().size() == 1);

        loop.run(stream::cancel);

        staysSilent(workspace.server.seen().size());
        assertThat(workspace.cancels()).isZero();
    }

    @Test
    void aGatewayThatEndsLeavesItsReaderAtTheNextRowAndTheStatementAlone() {
        workspace.link =
                (chunk, attempt, seen, response) -> FakeServer.begin(response, 1_000, "[[\"0\",\"a\"],[\"1\",");
        StatementStream stream = submit();
        await().until(() -> reader.rows().size() == 1);

        loop.run(stream::interrupt);
        loop.run(stream::cancel);

        assertThat(reader.kinds()).containsExactly("header", "rows", "error");
        parted(reader.control("error"), 1);
        assertThat(reader.ends()).isEqualTo(1);
        assertThat(over).as("told once").hasValue(1);
        assertThat(why).hasValue(FaultCode.UNAVAILABLE);
        staysSilent(workspace.server.seen().size());
        assertThat(workspace.cancels()).isZero();
    }

    @Test
    void aGatewayThatEndsWhileTheReaderLagsBetweenChunksLeavesItAtTheNextRow() {
        reader.holdAtMost(1);
        StatementStream stream = submit();
        await().until(() -> workspace.links() >= 1);
        // The first chunk is read whole while nothing says that the reader lags.
        loop.run(() -> {
            reader.drain();
            reader.holdAtMost(1);
        });
        await().until(() -> reader.rows().size() == 3 && workspace.links() >= 2);
        staysSilent(workspace.server.seen().size());

        loop.run(stream::interrupt);

        parted(reader.control("error"), 3);
        assertThat(reader.rows()).isEqualTo(workspace.linesFrom(0).subList(0, 3));
    }

    @Test
    void aGatewayThatEndsWhileTheStatementRunsNamesTheStatement() {
        workspace.before.addAll(java.util.Collections.nCopies(10_000, "RUNNING"));
        StatementStream stream = submit();
        await().until(() -> workspace.server.seen().size() >= 3);

        loop.run(stream::interrupt);
        loop.run(stream::cancel);

        assertThat(reader.kinds()).containsExactly("progress", "error");
        parted(reader.control("error"), 0);
        staysSilent(workspace.server.seen().size());
        assertThat(workspace.cancels()).isZero();
    }

    @Test
    void aGatewayThatEndsWhileASubmissionIsUnderWayWaitsForTheStatementsId() {
        List<HttpServerResponse> held = new CopyOnWriteArrayList<>();
        workspace.others = (seen, response) -> held.add(response);
        StatementStream stream = submit();
        await().until(() -> held.size() == 1);

        loop.run(stream::interrupt);
        assertThat(reader.isOver()).isFalse();
        held.getFirst().end("{\"statement_id\":\"stmt-1\",\"status\":{\"state\":\"RUNNING\"}}");

        await().until(reader::isOver);
        assertThat(reader.rejections()).singleElement().satisfies(fault -> {
            assertThat(fault.code()).isEqualTo(FaultCode.UNAVAILABLE);
            assertThat(fault.statementId()).isEqualTo("stmt-1");
        });
        assertThat(workspace.cancels()).isZero();
        assertThat(over).hasValue(1);
    }

    private static void parted(JsonObject error, long nextRow) {
        assertThat(error.getString("code")).isEqualTo("unavailable");
        assertThat(error.getBoolean("retryable")).isTrue();
        assertThat(error.getString("statement_id")).isEqualTo("stmt-1");
        assertThat(error.getLong("next_row_offset")).isEqualTo(nextRow);
        assertThat(error.getString("hint")).contains("next_row_offset");
    }

    /** Nothing more reaches the workspace than perhaps what was on its way. */
    private void staysSilent(int seen) {
        await().during(java.time.Duration.ofMillis(250))
                .atMost(java.time.Duration.ofSeconds(5))
                .until(() -> workspace.server.seen().size() <= seen + 1 && workspace.cancels() <= 1);
    }

    private StatementStream run() {
        StatementStream stream = submit();
        await().until(reader::isOver);
        return stream;
    }

    private StatementStream submit() {
        return loop.call(() -> {
            StatementStream stream = stream(reader, 0);
            stream.submit(new StatementRequest("abc123def456", "SELECT 1", null, null, null, null));
            return stream;
        });
    }

    private StatementStream attach(LinesInMemory sink, long row) {
        return loop.call(() -> {
            StatementStream stream = stream(sink, row);
            stream.attach(FakeStatements.ID);
            return stream;
        });
    }

    private StatementStream stream(LinesInMemory sink, long row) {
        InstantSource clock = InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z"));
        return new StatementStream(
                vertx,
                workspace.workspace(),
                workspace.client,
                new StreamOptions(RowShape.ARRAYS, NumberFormat.TYPED, row),
                sink,
                clock,
                row == 0 ? "abc123def456" : null,
                cause -> {
                    why.set(cause == null ? null : cause.code());
                    over.incrementAndGet();
                });
    }
}
