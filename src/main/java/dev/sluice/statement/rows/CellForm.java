package dev.sluice.statement.rows;

/** Which texts of a column may stand in a line without their quotes. */
enum CellForm {
    TEXT,
    EXACT_INTEGER,
    NUMBER,
    BOOLEAN;

    static CellForm of(String typeName, NumberFormat numbers) {
        if (numbers == NumberFormat.TEXT) {
            return TEXT;
        }
        return switch (typeName) {
            case "BYTE", "SHORT", "INT" -> EXACT_INTEGER;
            case "LONG" -> numbers == NumberFormat.RAW ? NUMBER : EXACT_INTEGER;
            case "DECIMAL" -> numbers == NumberFormat.RAW ? NUMBER : TEXT;
            case "FLOAT", "DOUBLE" -> NUMBER;
            case "BOOLEAN" -> BOOLEAN;
            default -> TEXT;
        };
    }

    /** Whether the text at {@code [from, to)} is a JSON value that says what the column means. */
    boolean standsBare(byte[] bytes, int from, int to) {
        return switch (this) {
            case TEXT -> false;
            case EXACT_INTEGER -> JsonScalar.isExactInteger(bytes, from, to);
            case NUMBER -> JsonScalar.isNumber(bytes, from, to);
            case BOOLEAN -> JsonScalar.isBoolean(bytes, from, to);
        };
    }
}
