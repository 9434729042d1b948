package dev.sluice.sandbox.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChunkTest {
    private final Sql sql = Sql.owner();

    @Test
    void cutsChunksAtRowBordersAndKeepsEveryRowOnceAndInOrder() {
        Result result = sql.run(
                "SELECT id, repeat('x', 20) FROM range(10000)", query -> Sql.limited(query, null, null, 10_000));

        long offset = 0;
        for (Chunk chunk : result.chunks()) {
            assertThat(chunk.rowOffset()).isEqualTo(offset);
            assertThat(chunk.file()).hasSize(chunk.byteCount());
            assertThat(chunk.byteCount()).isLessThan(10_100);
            offset += chunk.rowCount();
        }
        assertThat(result.chunks()).hasSizeGreaterThan(30);
        assertThat(result.chunks()).extracting(Chunk::index).startsWith(0, 1, 2);
        assertThat(offset).isEqualTo(10_000).isEqualTo(result.rowCount());
        assertThat(Sql.rows(result))
                .extracting(List::getFirst)
                .startsWith("0", "1")
                .endsWith("9998", "9999");
        assertThat(Sql.rows(result))
                .extracting(row -> Integer.parseInt(row.getFirst()))
                .isSorted();
        assertThat(result.byteCount())
                .isEqualTo(result.chunks().stream().mapToLong(Chunk::byteCount).sum());
    }

    @Test
    void givesNoChunkForNoRows() {
        Result result = sql.run("SELECT 1 AS n WHERE false");

        assertThat(result.chunks()).isEmpty();
        assertThat(result.rowCount()).isZero();
        assertThat(result.truncated()).isFalse();
        assertThat(result.hasResultSet()).isTrue();
        assertThat(result.columns()).extracting(Column::name).containsExactly("n");
    }

    @Test
    void stopsAtTheRowLimitAndSaysSo() {
        Result cut = limited(3L, null);
        Result whole = limited(10L, null);
        Result none = limited(0L, null);

        assertThat(Sql.rows(cut)).hasSize(3);
        assertThat(cut.truncated()).isTrue();
        assertThat(whole.rowCount()).isEqualTo(10);
        assertThat(whole.truncated()).isFalse();
        assertThat(none.chunks()).isEmpty();
        assertThat(none.truncated()).isTrue();
    }

    @Test
    void leavesOutTheChunkThatGoesOverTheByteLimit() throws IOException {
        Result nothing = limited(null, 10L);
        Result some = sql.run("SELECT id FROM range(1000)", query -> Sql.limited(query, null, 2500L, 1000));

        assertThat(nothing.rowCount()).isZero();
        assertThat(nothing.chunks()).isEmpty();
        assertThat(nothing.truncated()).isTrue();
        assertThat(some.chunks()).hasSize(2);
        assertThat(some.truncated()).isTrue();
        assertThat(some.rowCount()).isEqualTo(Sql.rows(some).size());
        try (var files = Files.list(some.chunks().getFirst().file().getParent())) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void streamsAMillionFlightsOnceAndInTheOrderOfTheirKey() throws IOException {
        Result result = sql.run("SELECT * FROM main.flights.flights LIMIT 1000000");

        assertThat(result.rowCount()).isEqualTo(1_000_000);
        long next = 1;
        for (Chunk chunk : result.chunks()) {
            next = checkKeys(chunk, next);
        }
        assertThat(next).isEqualTo(1_000_001);
    }

    private Result limited(@Nullable Long rows, @Nullable Long bytes) {
        return sql.run("SELECT id FROM range(10)", query -> Sql.limited(query, rows, bytes, 1 << 20));
    }

    /** Reads the first cell of every row as bytes: {@code [["1",…],["2",…]]}. */
    private static long checkKeys(Chunk chunk, long first) throws IOException {
        long expected = first;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(chunk.file()), 1 << 16)) {
            int before = in.read();
            for (int c = in.read(); c >= 0; before = c, c = in.read()) {
                if (c == '[' && (before == '[' || before == ',')) {
                    assertThat(in.read()).isEqualTo('"');
                    long key = 0;
                    for (c = in.read(); c != '"'; c = in.read()) {
                        key = key * 10 + c - '0';
                    }
                    if (key != expected++) {
                        throw new AssertionError("Row " + key + " where " + (expected - 1) + " is due");
                    }
                }
            }
        }
        assertThat(expected - first).isEqualTo(chunk.rowCount());
        return expected;
    }
}
