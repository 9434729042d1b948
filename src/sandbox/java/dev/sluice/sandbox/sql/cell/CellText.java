package dev.sluice.sandbox.sql.cell;

import dev.sluice.sandbox.sql.type.SparkType;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Base64;

/** Writes one cell's text, as JSON_ARRAY and CSV show it, before any quoting. */
@FunctionalInterface
interface CellText {
    /** How a text that may hold any character is made to fit its surroundings. */
    @FunctionalInterface
    interface Escaper {
        void write(Bytes out, byte[] utf8);
    }

    /**
     * Writes the cell of the cursor's row.
     *
     * @return false if it is NULL, and nothing was written that matters
     */
    boolean write(ResultSet row, int column, Bytes out) throws SQLException;

    /** The writer for a type, reading the column as {@link Projection} selects it. */
    static CellText of(SparkType type, ZoneId zone, Escaper escaper) {
        return switch (type.kind()) {
            case BOOLEAN ->
                (row, column, out) -> {
                    out.ascii(row.getBoolean(column) ? "true" : "false");
                    return !row.wasNull();
                };
            case BYTE, SHORT, INT ->
                (row, column, out) -> {
                    out.number(row.getInt(column));
                    return !row.wasNull();
                };
            case LONG ->
                (row, column, out) -> {
                    out.number(row.getLong(column));
                    return !row.wasNull();
                };
            case FLOAT ->
                (row, column, out) -> {
                    out.ascii(Float.toString(row.getFloat(column)));
                    return !row.wasNull();
                };
            case DOUBLE ->
                (row, column, out) -> {
                    out.ascii(Double.toString(row.getDouble(column)));
                    return !row.wasNull();
                };
            case TIMESTAMP, TIMESTAMP_NTZ -> new TimestampText(type.kind(), zone);
            case STRING -> bytes(escaper);
            case BINARY -> bytes((out, bytes) -> out.raw(Base64.getEncoder().encode(bytes)));
            case INTERVAL -> bytes((out, text) -> escaper.write(out, IntervalText.of(text)));
            case DECIMAL -> object((out, value) -> out.ascii(((java.math.BigDecimal) value).toPlainString()));
            case DATE -> object((out, value) -> TimestampText.date(((LocalDate) value).toEpochDay(), out));
            case ARRAY, MAP, STRUCT ->
                object((out, value) ->
                        escaper.write(out, NestedText.of(type, value, zone).getBytes(StandardCharsets.UTF_8)));
            case NULL -> (_, _, _) -> false;
        };
    }

    /** Writes a value that is not null. */
    @FunctionalInterface
    interface ValueText {
        void write(Bytes out, Object value) throws SQLException;
    }

    private static CellText object(ValueText text) {
        return (row, column, out) -> {
            Object value = row.getObject(column);
            if (value == null) {
                return false;
            }
            text.write(out, value);
            return true;
        };
    }

    private static CellText bytes(Escaper escaper) {
        return (row, column, out) -> {
            byte[] bytes = row.getBytes(column);
            if (bytes == null) {
                return false;
            }
            escaper.write(out, bytes);
            return true;
        };
    }
}
