package dev.sluice.statement.rows;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Whatever the rows, the white space and the cuts: the lines say what Jackson reads in the chunk. Ten million rows, by
 * hand: {@code ./mvnw test -Dtest=RowWriterOracleTest -Dsluice.oracle.rows=10000000}.
 */
class RowWriterOracleTest {
    private static final int ROWS = Integer.getInteger("sluice.oracle.rows", 60_000);
    private static final int SEED = Integer.getInteger("sluice.oracle.seed", 20_261_122);

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final RandomChunk chunks = new RandomChunk(random);

    @Test
    void agreesWithJacksonOnRandomRowsCutAtRandom() throws Exception {
        for (int done = 0; done < ROWS; ) {
            List<ResultColumn> columns = chunks.columns();
            int rows = random.nextInt(1 << random.nextInt(12));
            byte[] chunk = chunks.bytes(columns, rows, random.nextInt(3) == 0 ? random.nextInt(60) : 0);
            RowShape shape = RowShape.values()[random.nextInt(2)];
            NumberFormat numbers = NumberFormat.values()[random.nextInt(3)];
            int longest = 1 + random.nextInt(1 + chunk.length);

            RowWriter writer = RowWriter.of(columns, shape, numbers);
            byte[] lines = lines(writer, 0, chunk, () -> 1 + random.nextInt(longest));

            assertThat(writer.rowsInChunk()).isEqualTo(rows);
            new JacksonRows(columns, shape, numbers).assertLines(chunk, 0, lines);
            done += rows;
        }
    }

    @Test
    void agreesWithJacksonWhereverASmallChunkIsCut() throws Exception {
        for (int round = 0; round < 60; round++) {
            List<ResultColumn> columns = chunks.columns();
            byte[] chunk = chunks.bytes(columns, 3, round % 2 == 0 ? 0 : 30);
            RowShape shape = RowShape.values()[round % 2];
            NumberFormat numbers = NumberFormat.values()[round % 3];
            RowWriter writer = RowWriter.of(columns, shape, numbers);
            byte[] whole = lines(writer, 0, chunk, () -> chunk.length);
            new JacksonRows(columns, shape, numbers).assertLines(chunk, 0, whole);

            for (int cut = 1; cut < chunk.length; cut++) {
                int length = cut;
                assertThat(lines(writer, 0, chunk, () -> length)).isEqualTo(whole);
            }
        }
    }

    @Test
    void skipsToAnyRow() throws Exception {
        for (int round = 0; round < 20; round++) {
            List<ResultColumn> columns = chunks.columns();
            byte[] chunk = chunks.bytes(columns, 10, round);
            RowShape shape = RowShape.values()[round % 2];
            NumberFormat numbers = NumberFormat.values()[round % 3];
            RowWriter writer = RowWriter.of(columns, shape, numbers);

            for (int skipped = 0; skipped <= 10; skipped++) {
                byte[] lines = lines(writer, skipped, chunk, () -> 1 + random.nextInt(40));

                assertThat(writer.rowsInChunk()).isEqualTo(10);
                new JacksonRows(columns, shape, numbers).assertLines(chunk, skipped, lines);
            }
        }
    }

    private interface Cuts {
        int next();
    }

    /** Writes the chunk by slices, on the heap and off it, and sees that each gives whole lines. */
    private byte[] lines(RowWriter writer, int rowsToSkip, byte[] chunk, Cuts cuts) throws MalformedChunk {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        Buffer onHeap = Buffer.buffer(chunk);
        Buffer offHeap = Buffer.buffer(Unpooled.wrappedBuffer(
                ByteBuffer.allocateDirect(chunk.length).put(chunk).flip()));
        writer.beginChunk(rowsToSkip);
        for (int at = 0; at < chunk.length; ) {
            int end = Math.min(chunk.length, at + cuts.next());
            Buffer written = writer.write((random.nextBoolean() ? onHeap : offHeap).slice(at, end));
            if (written.length() > 0) {
                assertThat(written.getByte(written.length() - 1)).isEqualTo((byte) '\n');
            }
            lines.writeBytes(written.getBytes());
            at = end;
        }
        writer.endChunk();
        return lines.toByteArray();
    }
}
