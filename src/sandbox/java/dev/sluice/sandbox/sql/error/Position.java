package dev.sluice.sandbox.sql.error;

/**
 * A place in the text of a statement.
 *
 * @param line counted from 1
 * @param pos within the line, counted from 0
 */
public record Position(int line, int pos) {
    public static Position of(String text, int offset) {
        int end = Math.min(Math.max(offset, 0), text.length());
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < end; i++) {
            if (text.charAt(i) == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
        return new Position(line, end - lineStart);
    }
}
