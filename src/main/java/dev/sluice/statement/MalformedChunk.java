package dev.sluice.statement;

/** The bytes of a chunk are not the JSON_ARRAY that its manifest promises; the message says where and how. */
final class MalformedChunk extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedChunk(long row, String problem) {
        super("Row " + row + " of the chunk: " + problem + ".", null, false, false);
    }
}
