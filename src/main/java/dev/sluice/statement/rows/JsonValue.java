package dev.sluice.statement.rows;

/**
 * Finds the end of a cell that is neither a string nor null. Databricks sends none today; a number, a literal, or an
 * array or object that stays on one line may pass. The strings within were found sound by {@link Skeleton}.
 */
final class JsonValue {
    /** The value goes on beyond the bytes at hand. */
    static final int INCOMPLETE = Skeleton.BEYOND;
    /** There is no value here that could stand in a line. */
    static final int NONE = -2;

    private static final int MAX_DEPTH = 32;
    private static final int MAX_LENGTH = 1 << 20;

    private JsonValue() {}

    /** The position after the value that begins at {@code from}, or {@link #INCOMPLETE} or {@link #NONE}. */
    static int end(byte[] bytes, int from, int to) {
        int end = end(bytes, from, to, 0);
        return end == INCOMPLETE && to - from > MAX_LENGTH ? NONE : end;
    }

    private static int end(byte[] bytes, int from, int to, int depth) {
        if (from >= to) {
            return INCOMPLETE;
        }
        return switch (bytes[from]) {
            case '"' -> stringEnd(bytes, from, to);
            case '[' -> depth == MAX_DEPTH ? NONE : containerEnd(bytes, from, to, ']', depth + 1);
            case '{' -> depth == MAX_DEPTH ? NONE : containerEnd(bytes, from, to, '}', depth + 1);
            case 't' -> literalEnd(bytes, from, to, "true");
            case 'f' -> literalEnd(bytes, from, to, "false");
            case 'n' -> literalEnd(bytes, from, to, "null");
            default -> numberEnd(bytes, from, to);
        };
    }

    private static int literalEnd(byte[] bytes, int from, int to, String literal) {
        if (JsonScalar.startsWith(bytes, from, to, literal)) {
            return from + literal.length();
        }
        return to - from < literal.length() ? INCOMPLETE : NONE;
    }

    /** A number ends where something else begins: at the last byte at hand it may still go on. */
    private static int numberEnd(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && "0123456789+-.eE".indexOf(bytes[at]) >= 0) {
            at++;
        }
        if (at == to) {
            return INCOMPLETE;
        }
        return JsonScalar.isNumber(bytes, from, at) ? at : NONE;
    }

    private static int stringEnd(byte[] bytes, int from, int to) {
        int at = from + 1;
        while (at < to && bytes[at] != '"') {
            at += bytes[at] == '\\' ? 2 : 1;
        }
        return at < to ? at + 1 : INCOMPLETE;
    }

    private static int containerEnd(byte[] bytes, int from, int to, char close, int depth) {
        int at = pastBlanks(bytes, from + 1, to);
        if (at < to && bytes[at] == close) {
            return at + 1;
        }
        while (true) {
            int end = close == '}' ? memberEnd(bytes, at, to, depth) : end(bytes, at, to, depth);
            if (end < 0) {
                return end;
            }
            at = pastBlanks(bytes, end, to);
            if (at >= to) {
                return INCOMPLETE;
            }
            if (bytes[at] != ',') {
                return bytes[at] == close ? at + 1 : NONE;
            }
            at = pastBlanks(bytes, at + 1, to);
        }
    }

    private static int memberEnd(byte[] bytes, int from, int to, int depth) {
        if (from < to && bytes[from] != '"') {
            return NONE;
        }
        int name = stringEnd(bytes, from, to);
        if (name < 0) {
            return name;
        }
        int colon = pastBlanks(bytes, name, to);
        if (colon < to && bytes[colon] != ':') {
            return NONE;
        }
        return end(bytes, pastBlanks(bytes, colon + 1, to), to, depth);
    }

    /** Line breaks are not passed over: the value is copied as it is, and must not break its line. */
    private static int pastBlanks(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && (bytes[at] == ' ' || bytes[at] == '\t')) {
            at++;
        }
        return at;
    }
}
