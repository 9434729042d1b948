package dev.sluice.sandbox.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.junit.jupiter.api.Test;

class ArrowResultTest {
    private final Sql sql = Sql.owner();

    @Test
    void writesEveryTypeIntoItsVector() throws IOException {
        Result result = sql.run(
                "SELECT 1L AS n, 'é' AS s, 1.50 AS d, true AS b, DATE'2024-01-02' AS day,"
                        + " TIMESTAMP'2024-01-02 03:04:05.123456' AS t, CAST(NULL AS STRING) AS none, array(1, NULL) AS a,"
                        + " map('k', 2) AS m, named_struct('x', 'y') AS st, X'00FF' AS bin, INTERVAL '1-2' YEAR TO MONTH AS i",
                query -> Sql.formatted(query, Format.ARROW_STREAM, "UTC"));

        try (RootAllocator allocator = new RootAllocator();
                InputStream in = Files.newInputStream(result.chunks().getFirst().file());
                ArrowStreamReader reader = new ArrowStreamReader(in, allocator)) {
            assertThat(reader.loadNextBatch()).isTrue();
            VectorSchemaRoot root = reader.getVectorSchemaRoot();
            assertThat(root.getFieldVectors().stream().map(ArrowResultTest::first))
                    .containsExactly(
                            "1",
                            "é",
                            "1.50",
                            "true",
                            "19724",
                            "1704164645123456",
                            "null",
                            "[1,null]",
                            "[{\"key\":\"k\",\"value\":2}]",
                            "{\"x\":\"y\"}",
                            "00ff",
                            "INTERVAL '1-2' YEAR TO MONTH");
        }
    }

    @Test
    void cutsChunksThatAreStreamsOfTheirOwn() throws IOException {
        Result result = sql.run(
                "SELECT id FROM range(50000)",
                query -> Sql.limited(Sql.formatted(query, Format.ARROW_STREAM, "UTC"), null, null, 100_000));

        List<Long> ids = new ArrayList<>();
        for (Chunk chunk : result.chunks()) {
            assertThat(chunk.rowOffset()).isEqualTo(ids.size());
            ids.addAll(longs(chunk));
        }
        assertThat(result.chunks()).hasSizeGreaterThan(3);
        assertThat(ids)
                .hasSize(50_000)
                .startsWith(0L, 1L)
                .endsWith(49_998L, 49_999L)
                .isSorted();
    }

    private static String first(FieldVector vector) {
        Object value = vector.getObject(0);
        return value instanceof byte[] bytes ? java.util.HexFormat.of().formatHex(bytes) : String.valueOf(value);
    }

    private static List<Long> longs(Chunk chunk) throws IOException {
        List<Long> values = new ArrayList<>();
        try (RootAllocator allocator = new RootAllocator();
                InputStream in = Files.newInputStream(chunk.file());
                ArrowStreamReader reader = new ArrowStreamReader(in, allocator)) {
            while (reader.loadNextBatch()) {
                BigIntVector vector =
                        (BigIntVector) reader.getVectorSchemaRoot().getVector(0);
                for (int i = 0; i < vector.getValueCount(); i++) {
                    values.add(vector.get(i));
                }
            }
        }
        return values;
    }
}
