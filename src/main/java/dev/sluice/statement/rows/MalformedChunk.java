package dev.sluice.statement.rows;

/** The bytes of a chunk are not the JSON_ARRAY that its manifest promises; the message says where and how. */
public final class MalformedChunk extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedChunk(long row, String problem) {
        super("Row " + row + " of the chunk: " + problem + ".", null, false, false);
    }
}
