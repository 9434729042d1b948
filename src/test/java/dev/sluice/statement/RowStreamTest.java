package dev.sluice.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.statement.rows.NumberFormat;
import dev.sluice.statement.rows.RowShape;
import dev.sluice.testing.EventLoop;
import dev.sluice.testing.FakeServer;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens to a result's chunks on their way: broken, late, expired, malformed, faster than their reader. */
class RowStreamTest {
    private final Vertx vertx = Vertx.vertx();
    private final EventLoop loop = EventLoop.of(vertx);
    private final LinesInMemory reader = new LinesInMemory();
    private FakeStatements workspace = new FakeStatements(vertx, FakeStatements.numbered(3, 2, 4));

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @ParameterizedTest
    @CsvSource({"0, true", "1, true", "2, true", "0, false", "1, false", "2, false"})
    void aCutAtAnyByteOfAChunkLosesAndRepeatsNoRow(int cutChunk, boolean lengthKnown) {
        workspace = new FakeStatements(vertx, FakeStatements.numbered(2, 1, 2));
        int bytes = workspace.json(cutChunk).getBytes(StandardCharsets.UTF_8).length;
        List<FakeStatements> workspaces = new ArrayList<>();
        List<LinesInMemory> readers = new ArrayList<>();
        for (int cut = 0; cut < bytes; cut++) {
            int at = cut;
            FakeStatements one = new FakeStatements(vertx, FakeStatements.numbered(2, 1, 2));
            one.link = (chunk, attempt, seen, response) -> {
                Buffer body = Buffer.buffer(one.json(chunk));
                if (chunk == cutChunk && attempt == 1) {
                    cut(seen, response, body, at, lengthKnown);
                } else {
                    response.end(body);
                }
            };
            workspaces.add(one);
            readers.add(new LinesInMemory());
            start(one, readers.getLast(), 0);
        }

        await().atMost(Duration.ofSeconds(20)).until(() -> readers.stream().allMatch(LinesInMemory::isOver));

        for (int cut = 0; cut < bytes; cut++) {
            assertThat(readers.get(cut).kinds()).as("cut at %d", cut).containsExactly("header", "rows", "end");
            assertThat(readers.get(cut).rows())
                    .as("cut at %d", cut)
                    .isEqualTo(workspaces.get(cut).linesFrom(0));
            assertThat(readers.get(cut).control("end").getLong("row_count")).isEqualTo(5);
        }
    }

    private static void cut(
            FakeServer.Seen seen, HttpServerResponse response, Buffer body, int at, boolean lengthKnown) {
        if (lengthKnown) {
            response.putHeader("Content-Length", Integer.toString(body.length()));
        } else {
            response.setChunked(true);
        }
        response.write(body.slice(0, at)).onComplete(done -> seen.connection().close());
    }

    @Test
    void aBodyThatEndsTooSoonIsFetchedAgain() {
        workspace.link = (chunk, attempt, seen, response) -> {
            String whole = workspace.json(chunk);
            response.end(attempt == 1 ? whole.substring(0, whole.length() - 5) : whole);
        };

        run();

        assertThat(reader.rows()).isEqualTo(workspace.linesFrom(0));
        assertThat(workspace.links()).isEqualTo(6);
    }

    @Test
    void aCutInAResumedChunkSkipsBothWhatWasSkippedAndWhatWasWritten() {
        workspace.link = (chunk, attempt, seen, response) -> {
            String whole = workspace.json(chunk);
            String twoRows = "[" + String.join(",", workspace.chunks.get(2).subList(0, 2)) + ",";
            response.end(chunk == 2 && attempt == 1 ? twoRows : whole);
        };

        start(workspace, reader, 6);
        await().until(reader::isOver);

        assertThat(reader.rows()).isEqualTo(workspace.linesFrom(6));
        assertThat(reader.control("end").getLong("row_count")).isEqualTo(3);
    }

    @Test
    void progressEarnsNewTries() {
        workspace = new FakeStatements(vertx, FakeStatements.numbered(12));
        workspace.link = (chunk, attempt, seen, response) -> {
            int rows = Math.min(12, attempt);
            String part = "[" + String.join(",", workspace.chunks.get(0).subList(0, rows));
            response.end(rows == 12 ? part + "]" : part + ",");
        };

        run();

        assertThat(reader.rows()).isEqualTo(workspace.linesFrom(0));
        assertThat(workspace.links()).isEqualTo(12);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404, 500, 503, 206, 302})
    void renewsALinkThatTheStoreRefuses(int status) {
        workspace.link = (chunk, attempt, seen, response) -> {
            if (attempt == 1) {
                response.setStatusCode(status).end("<Error><Code>AccessDenied</Code></Error>");
            } else {
                response.end(workspace.json(chunk));
            }
        };

        run();

        assertThat(reader.kinds()).containsExactly("header", "rows", "end");
        assertThat(reader.rows()).isEqualTo(workspace.linesFrom(0));
        assertThat(reader.lines()).allSatisfy(line -> assertThat(line).doesNotContain("AccessDenied"));
    }

    @ParameterizedTest
    @CsvSource({
        "2025-12-31T23:59:59Z, true",
        "2026-01-01T00:00:59Z, true",
        "2026-01-01T00:01:00Z, true",
        "2026-01-01T00:01:01Z, false",
        "2026-01-01T01:01:01+01:00, false",
        "soon, true",
        "'', true"
    })
    void renewsALinkAMinuteBeforeItExpires(String expiration, boolean renewed) {
        workspace.expiration = expiration;

        run();

        assertThat(reader.rows()).isEqualTo(workspace.linesFrom(0));
        assertThat(workspace.server.count(seen -> seen.uri().endsWith("/result/chunks/0")))
                .isEqualTo(renewed ? 1 : 0);
        assertThat(workspace.links()).as("no link is followed twice").isEqualTo(3);
    }

    @Test
    void givesUpAfterFourTriesAndTellsWhereToGoOn() {
        workspace.link = (chunk, attempt, seen, response) -> {
            String row = "[" + workspace.chunks.get(chunk).getFirst() + ",";
            response.end(chunk == 1 ? row : workspace.json(chunk));
        };

        run();

        assertThat(reader.kinds()).containsExactly("header", "rows", "error");
        assertThat(reader.rows()).isEqualTo(workspace.linesFrom(0).subList(0, 4));
        JsonObject error = reader.control("error");
        assertThat(error.getString("code")).isEqualTo("result_stream_broken");
        assertThat(error.getLong("next_row_offset")).isEqualTo(4);
        assertThat(error.getString("statement_id")).isEqualTo("stmt-1");
        assertThat(error.getBoolean("retryable")).isTrue();
        assertThat(workspace.attempts(1))
                .as("one try that brought a row, and four that did not")
                .isEqualTo(4);
        assertThat(reader.ends()).isEqualTo(1);
    }

    @Test
    void aStreamResumedWhereAnErrorSaidGivesTheRest() {
        workspace.link = (chunk, attempt, seen, response) -> {
            String row = "[" + workspace.chunks.get(chunk).getFirst() + ",";
            response.end(chunk == 1 ? row : workspace.json(chunk));
        };
        run();
        workspace.link = (chunk, attempt, seen, response) -> response.end(workspace.json(chunk));
        LinesInMemory rest = new LinesInMemory();

        start(workspace, rest, reader.control("error").getLong("next_row_offset"));
        await().until(rest::isOver);

        List<String> all = new ArrayList<>(reader.rows());
        all.addAll(rest.rows());
        assertThat(all).isEqualTo(workspace.linesFrom(0));
    }

    @ParameterizedTest
    @CsvSource({
        "404, NOT_FOUND,         'The result of the statement stmt-1 was not found.', result_expired",
        "403, PERMISSION_DENIED, 'No.',                                               permission_denied"
    })
    void doesNotTryAgainWhatCannotHelp(int status, String code, String message, String label) {
        workspace.others = (seen, response) -> {
            if (seen.uri().contains("/result/chunks/")) {
                FakeServer.json(
                        response,
                        status,
                        new JsonObject().put("error_code", code).put("message", message));
            } else {
                workspace.answer(seen, response);
            }
        };

        run();

        assertThat(reader.kinds()).containsExactly("header", "rows", "error");
        assertThat(reader.control("error").getString("code")).isEqualTo(label);
        assertThat(reader.control("error").getLong("next_row_offset")).isEqualTo(3);
        assertThat(workspace.server.count(seen -> seen.uri().endsWith("/result/chunks/1")))
                .isEqualTo(1);
    }

    @Test
    void waitsAsLongAsAWorkspaceAsksBetweenTries() {
        AtomicLong refusedAt = new AtomicLong();
        AtomicLong repeatedAt = new AtomicLong();
        workspace.others = (seen, response) -> {
            if (!seen.uri().endsWith("/result/chunks/1")) {
                workspace.answer(seen, response);
            } else if (refusedAt.compareAndSet(0, System.nanoTime())) {
                response.setStatusCode(429).putHeader("Retry-After", "1").end("{}");
            } else {
                repeatedAt.set(System.nanoTime());
                workspace.answer(seen, response);
            }
        };

        run();

        assertThat(reader.rows()).isEqualTo(workspace.linesFrom(0));
        assertThat(repeatedAt.get() - refusedAt.get())
                .isGreaterThanOrEqualTo(Duration.ofMillis(990).toNanos());
    }

    @Test
    void refusesALinkToAHostThatIsNotApproved() {
        workspace.others = (seen, response) -> {
            if (seen.uri().contains("/result/chunks/1")) {
                response.end("{\"external_links\":[{\"chunk_index\":1,\"expiration\":\"2100-01-01T00:00:00Z\","
                        + "\"external_link\":\"http://169.254.169.254/latest/meta-data?sig=canary-7f3a\"}]}");
            } else {
                workspace.answer(seen, response);
            }
        };

        run();

        JsonObject error = reader.control("error");
        assertThat(error.getString("code")).isEqualTo("result_link_refused");
        assertThat(error.getLong("next_row_offset")).isEqualTo(3);
        assertThat(error.encode()).contains("169.254.169.254").doesNotContain("canary-7f3a");
    }

    @Test
    void givesUpOnAChunkThatTheWorkspaceDoesNotGive() {
        Set<String> answers = Set.of(
                "{}",
                "{\"external_links\":[]}",
                "{\"external_links\":[{\"chunk_index\":1}]}",
                "{\"external_links\":[{\"chunk_index\":2,\"external_link\":\"http://127.0.0.1:1/x\"}]}",
                "{\"external_links\":[{\"chunk_index\":1,\"external_link\":\"http://127.0.0.1/a|canary-7f3a\"}]}",
                "{\"chunk_index\":2,\"data_array\":[[\"canary-7f3a\",\"x\"]]}");

        Map<String, LinesInMemory> readers = runEach(
                answers,
                (answer, one) -> one.others = (seen, response) -> {
                    if (seen.uri().contains("/result/chunks/1")) {
                        response.end(answer);
                    } else {
                        one.answer(seen, response);
                    }
                });

        readers.forEach((answer, lines) -> {
            assertThat(lines.kinds()).as(answer).containsExactly("header", "rows", "error");
            assertThat(lines.rows()).isEqualTo(workspace.linesFrom(0).subList(0, 3));
            assertThat(lines.control("error").getString("code")).isIn("result_stream_broken", "result_link_refused");
            assertThat(lines.control("error").encode()).doesNotContain("canary-7f3a");
        });
    }

    @Test
    void endsWithAnErrorAtTheRowWhereAChunkIsMalformed() {
        Map<String, Integer> nextRows = Map.of(
                "[[\"3\",\"a\"],[\"4\"]]", 4,
                "[[\"3\",\"a\"],[\"4\",\"b\",\"c\"]]", 4,
                "[[\"3\",\"a\"] [\"4\",\"b\"]]", 3,
                "{\"rows\":[]}", 3,
                "<html>", 3,
                "[[\"3\",\"a\"],[\"4\",{\"x\":1]]", 4);

        Map<String, LinesInMemory> readers = runEach(
                nextRows.keySet(),
                (body, one) -> one.link =
                        (chunk, attempt, seen, response) -> response.end(chunk == 1 ? body : one.json(chunk)));

        readers.forEach((body, lines) -> {
            int next = nextRows.getOrDefault(body, -1);
            assertThat(lines.kinds()).as(body).containsExactly("header", "rows", "error");
            assertThat(lines.control("error").getString("code")).isEqualTo("result_stream_broken");
            assertThat(lines.control("error").getInteger("next_row_offset"))
                    .as(body)
                    .isEqualTo(next);
            assertThat(lines.rows()).as(body).hasSize(next);
            assertThat(lines.ends()).isEqualTo(1);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"[[\"3\",\"a\"]]", "[]", "[[\"3\",\"a\"],[\"4\",\"b\"],[\"5\",\"c\"]]"})
    void doesNotPassAChunkWithAnotherNumberOfRowsOffAsTheResult(String body) {
        workspace.link = (chunk, attempt, seen, response) -> response.end(chunk == 1 ? body : workspace.json(chunk));

        run();

        assertThat(reader.kinds()).endsWith("error");
        assertThat(reader.control("error").getString("detail")).contains("another number of rows");
    }

    @Test
    void doesNotPassFewerChunksThanAnnouncedOffAsTheResult() {
        workspace.announced = 12;

        run();

        assertThat(reader.kinds()).containsExactly("header", "rows", "error");
        assertThat(reader.control("error").getString("code")).isEqualTo("result_stream_broken");
        assertThat(reader.control("error").getLong("next_row_offset")).isEqualTo(9);
    }

    @Test
    void opensTwoChunksAheadAndNoMore() {
        workspace = new FakeStatements(vertx, FakeStatements.numbered(4, 1, 1, 1, 1, 1));
        workspace.link = (chunk, attempt, seen, response) -> {
            if (chunk == 0) {
                String rows = workspace.json(0);
                FakeServer.begin(response, rows.length() + 4, rows.substring(0, rows.length() - 1));
            } else {
                response.end(workspace.json(chunk));
            }
        };
        start(workspace, reader, 0);

        await().until(() -> workspace.links() == 3);
        await().during(Duration.ofMillis(300)).until(() -> workspace.links() == 3);
        assertThat(workspace.server.count(seen -> seen.uri().contains("/result/chunks/")))
                .isEqualTo(2);
    }

    @Test
    void aChunkThatBreaksBeforeItsTurnIsFetchedAgain() {
        List<HttpServerResponse> held = new ArrayList<>();
        workspace.link = (chunk, attempt, seen, response) -> {
            String whole = workspace.json(chunk);
            if (chunk == 0) {
                FakeServer.begin(response, whole.getBytes(StandardCharsets.UTF_8).length, whole.substring(0, 20));
                held.add(response);
            } else if (attempt == 1) {
                FakeServer.begin(response, 1_000, "[");
                vertx.setTimer(20, timer -> seen.connection().close());
            } else {
                response.end(whole);
            }
        };
        start(workspace, reader, 0);
        await().until(() -> workspace.links() == 3 && workspace.server.givenUp() == 2);

        held.getFirst().end(workspace.json(0).substring(20));

        await().until(reader::isOver);
        assertThat(reader.kinds()).containsExactly("header", "rows", "end");
        assertThat(reader.rows()).isEqualTo(workspace.linesFrom(0));
    }

    @Test
    void leavesTheRowsAtTheStoreWhileTheReaderLagsBehind() {
        int rows = 2_000_000;
        String row = "[\"1\",\"" + "x".repeat(40) + "\"]";
        workspace = new FakeStatements(vertx, List.of(new Repeated(row, rows)));
        AtomicLong sent = new AtomicLong();
        Buffer slice = Buffer.buffer((row + ",").repeat(1_000));
        workspace.link = (chunk, attempt, seen, response) ->
                flood(response.setChunked(true), Buffer.buffer("["), slice, sent, rows / 1_000);
        reader.holdAtMost(1_000_000);
        start(workspace, reader, 0);

        await().until(reader::isFull);
        await().during(Duration.ofMillis(500)).atMost(Duration.ofSeconds(10)).until(settled(sent));

        assertThat(reader.written()).isLessThan(1_200_000);
        assertThat(sent.get()).as("bytes that left the store").isLessThan(14_000_000);
        loop.run(reader::drain);
        await().atMost(Duration.ofSeconds(20)).until(reader::isOver);
        assertThat(reader.written()).isGreaterThan(rows * 45L);
        assertThat(reader.ends()).isEqualTo(1);
    }

    @Test
    void beginsNoChunkAgainBeforeItsReaderHasCaughtUp() {
        workspace.link = (chunk, attempt, seen, response) -> {
            String whole = workspace.json(chunk);
            if (chunk == 0 && attempt == 1) {
                reader.holdAtMost(reader.written() + 1);
                FakeServer.begin(response, 1_000, whole.substring(0, 20));
                vertx.setTimer(50, timer -> seen.connection().close());
            } else {
                response.end(whole);
            }
        };
        start(workspace, reader, 0);
        await().until(() -> workspace.attempts(0) >= 2);
        await().during(Duration.ofMillis(200)).until(() -> reader.rows().size() <= 1);

        loop.run(reader::drain);

        await().until(reader::isOver);
        assertThat(reader.rows()).isEqualTo(workspace.linesFrom(0));
    }

    private static Callable<Boolean> settled(AtomicLong count) {
        long[] last = {-1};
        return () -> {
            long before = last[0];
            last[0] = count.get();
            return last[0] == before;
        };
    }

    private static void flood(HttpServerResponse response, Buffer open, Buffer slice, AtomicLong sent, int left) {
        response.write(open);
        flood(response, slice, sent, new int[] {left});
    }

    private static void flood(HttpServerResponse response, Buffer slice, AtomicLong sent, int[] left) {
        while (left[0] > 0 && !response.writeQueueFull() && !response.closed()) {
            left[0]--;
            response.write(left[0] == 0 ? slice.slice(0, slice.length() - 1) : slice);
            sent.addAndGet(slice.length());
        }
        if (left[0] == 0) {
            response.end("]");
        } else {
            response.drainHandler(drained -> flood(response, slice, sent, left));
        }
    }

    /** Many rows alike that are not held one by one. */
    private static final class Repeated extends AbstractList<String> {
        private final String row;
        private final int size;

        Repeated(String row, int size) {
            this.row = row;
            this.size = size;
        }

        @Override
        public String get(int index) {
            return row;
        }

        @Override
        public int size() {
            return size;
        }
    }

    /** Streams from a workspace for each text, all at once. */
    private Map<String, LinesInMemory> runEach(Set<String> texts, BiConsumer<String, FakeStatements> script) {
        Map<String, LinesInMemory> readers = new HashMap<>();
        for (String text : texts) {
            FakeStatements one = new FakeStatements(vertx, workspace.chunks);
            script.accept(text, one);
            LinesInMemory lines = new LinesInMemory();
            readers.put(text, lines);
            start(one, lines, 0);
        }
        await().until(() -> readers.values().stream().allMatch(LinesInMemory::isOver));
        return readers;
    }

    private void run() {
        start(workspace, reader, 0);
        await().until(reader::isOver);
    }

    private void start(FakeStatements from, LinesInMemory to, long row) {
        InstantSource clock = InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z"));
        loop.run(() -> new StatementStream(
                        vertx,
                        from.workspace(),
                        from.client,
                        new StreamOptions(RowShape.ARRAYS, NumberFormat.TYPED, row),
                        to,
                        clock,
                        null,
                        cause -> {})
                .attach(FakeStatements.ID));
    }
}
