package dev.sluice.sandbox.sql.cell;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.sluice.sandbox.sql.type.Kind;
import dev.sluice.sandbox.sql.type.SparkType;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Blob;
import java.sql.SQLException;
import java.sql.Struct;
import java.sql.Timestamp;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** ARRAY, MAP and STRUCT as JSON text in which every leaf is a string. */
final class NestedText {
    private final StringBuilder out = new StringBuilder();
    private final ZoneId zone;

    private NestedText(ZoneId zone) {
        this.zone = zone;
    }

    static String of(SparkType type, Object value, ZoneId zone) throws SQLException {
        NestedText text = new NestedText(zone);
        text.value(type, value);
        return text.out.toString();
    }

    private void value(SparkType type, @Nullable Object value) throws SQLException {
        if (value == null) {
            out.append("null");
            return;
        }
        switch (type.kind()) {
            case ARRAY -> array(type.fields().getFirst().type(), (Object[]) ((Array) value).getArray());
            case MAP -> map(type.fields().getLast().type(), (Map<?, ?>) value);
            case STRUCT -> struct(type.fields(), ((Struct) value).getAttributes());
            default -> string(leaf(type.kind(), value));
        }
    }

    private void array(SparkType element, @Nullable Object[] values) throws SQLException {
        out.append('[');
        for (int i = 0; i < values.length; i++) {
            out.append(i == 0 ? "" : ",");
            value(element, values[i]);
        }
        out.append(']');
    }

    private void map(SparkType valueType, Map<?, ?> entries) throws SQLException {
        out.append('{');
        Iterator<? extends Map.Entry<?, ?>> rest = entries.entrySet().iterator();
        while (rest.hasNext()) {
            Map.Entry<?, ?> entry = rest.next();
            string(String.valueOf(entry.getKey()));
            out.append(':');
            value(valueType, entry.getValue());
            out.append(rest.hasNext() ? "," : "");
        }
        out.append('}');
    }

    private void struct(List<SparkType.Field> fields, @Nullable Object[] values) throws SQLException {
        out.append('{');
        for (int i = 0; i < values.length; i++) {
            out.append(i == 0 ? "" : ",");
            string(fields.get(i).name());
            out.append(':');
            value(fields.get(i).type(), values[i]);
        }
        out.append('}');
    }

    private void string(String text) {
        out.append('"');
        JsonStringEncoder.getInstance().quoteAsString(text, out);
        out.append('"');
    }

    private String leaf(Kind kind, Object value) throws SQLException {
        return switch (value) {
            case BigDecimal decimal -> decimal.toPlainString();
            case OffsetDateTime time ->
                timestamp(Kind.TIMESTAMP, time.toInstant().toEpochMilli());
            case Timestamp time ->
                timestamp(
                        Kind.TIMESTAMP_NTZ,
                        time.toLocalDateTime().toInstant(ZoneOffset.UTC).toEpochMilli());
            case Blob blob -> Base64.getEncoder().encodeToString(blob.getBytes(1, (int) blob.length()));
            case String text when kind == Kind.INTERVAL -> IntervalText.of(text);
            default -> value.toString();
        };
    }

    private String timestamp(Kind kind, long millis) {
        Bytes bytes = new Bytes();
        new TimestampText(kind, zone).write(millis, bytes);
        return bytes.toString();
    }
}
