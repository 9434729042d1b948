package dev.sluice.call.run;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.sluice.workspace.FaultTeller;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The rows of a chunk, from one row on, that fit into an answer. */
final class RowWindow {
    private static final JsonFactory JSON = new JsonFactory();

    private final byte[] rows;
    private final int room;
    private int skipped;
    private int kept;
    private boolean more;
    private int start = -1;
    private int end;

    private RowWindow(byte[] rows, int room) {
        this.rows = rows;
        this.room = room;
    }

    /**
     * Finds the rows that fit.
     *
     * @param rows a {@code data_array}, JSON
     * @param skip how many rows to leave out at the beginning
     * @param room bytes that there are for them
     */
    static RowWindow of(Buffer rows, long skip, int room) {
        RowWindow window = new RowWindow(rows.getBytes(), room);
        try {
            window.find(skip);
        } catch (IOException notJson) {
            throw FaultTeller.notAWorkspace().asException();
        }
        return window;
    }

    private void find(long skip) throws IOException {
        try (JsonParser parser = JSON.createParser(rows)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.START_ARRAY) {
                int rowStart = (int) parser.currentTokenLocation().getByteOffset();
                parser.skipChildren();
                int rowEnd = (int) parser.currentLocation().getByteOffset();
                if (skipped < skip) {
                    skipped++;
                    continue;
                }
                start = start < 0 ? rowStart : start;
                if (rowEnd - start > room) {
                    more = true;
                    return;
                }
                end = rowEnd;
                kept++;
            }
        }
    }

    /** Whether not even one row fits. */
    boolean isTooSmall() {
        return more && kept == 0;
    }

    /** Whether rows were left out at the end. */
    boolean hasMore() {
        return more;
    }

    /** Puts the rows into their {@code result} object; returns the row of the whole result that comes after them. */
    long putInto(ObjectNode result) {
        long first = result.path("row_offset").asLong() + skipped;
        String array = kept == 0 ? "[]" : "[" + new String(rows, start, end - start, StandardCharsets.UTF_8) + "]";
        result.put("row_offset", first).put("row_count", kept).putRawValue("data_array", new RawValue(array));
        return first + kept;
    }
}
