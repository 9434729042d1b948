package dev.sluice.sandbox.sql.cell;

import dev.sluice.sandbox.sql.type.SparkType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Blob;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Struct;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.NullVector;
import org.apache.arrow.vector.SmallIntVector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.TinyIntVector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.MapVector;
import org.apache.arrow.vector.complex.StructVector;
import org.jspecify.annotations.Nullable;

/** Puts values into Arrow vectors. */
final class ArrowCells {
    /** The cell of the cursor's row, in a form that {@link #set} takes. */
    @Nullable
    Object read(ResultSet row, int column, SparkType type) throws SQLException {
        return switch (type.kind()) {
            case TIMESTAMP, TIMESTAMP_NTZ -> {
                long micros = row.getLong(column);
                yield row.wasNull() ? null : (Object) micros;
            }
            case STRING, BINARY -> row.getBytes(column);
            case INTERVAL -> {
                byte[] text = row.getBytes(column);
                yield text == null ? null : IntervalText.of(text);
            }
            default -> row.getObject(column);
        };
    }

    void set(FieldVector vector, int index, SparkType type, @Nullable Object value) throws SQLException {
        if (value == null) {
            if (!(vector instanceof NullVector)) {
                vector.setNull(index);
            }
            return;
        }
        switch (vector) {
            case BitVector bits -> bits.setSafe(index, ((Boolean) value) ? 1 : 0);
            case TinyIntVector bytes -> bytes.setSafe(index, ((Number) value).intValue());
            case SmallIntVector shorts -> shorts.setSafe(index, ((Number) value).intValue());
            case IntVector ints -> ints.setSafe(index, ((Number) value).intValue());
            case BigIntVector longs -> longs.setSafe(index, ((Number) value).longValue());
            case Float4Vector floats -> floats.setSafe(index, ((Number) value).floatValue());
            case Float8Vector doubles -> doubles.setSafe(index, ((Number) value).doubleValue());
            case DecimalVector decimals -> decimals.setSafe(index, (BigDecimal) value);
            case DateDayVector dates -> dates.setSafe(index, (int) ((LocalDate) value).toEpochDay());
            case TimeStampVector times -> times.setSafe(index, micros(value));
            case VarCharVector texts -> texts.setSafe(index, utf8(value));
            case VarBinaryVector binaries -> binaries.setSafe(index, bytes(value));
            case MapVector maps -> map(maps, index, type, (Map<?, ?>) value);
            case ListVector lists -> list(lists, index, type, (Object[]) ((Array) value).getArray());
            case StructVector structs -> struct(structs, index, type, ((Struct) value).getAttributes());
            default -> throw new IllegalStateException("No such vector: " + vector.getClass());
        }
    }

    private void list(ListVector vector, int index, SparkType type, @Nullable Object[] values) throws SQLException {
        int start = vector.startNewValue(index);
        for (int i = 0; i < values.length; i++) {
            set(vector.getDataVector(), start + i, type.fields().getFirst().type(), values[i]);
        }
        vector.endValue(index, values.length);
    }

    private void map(MapVector vector, int index, SparkType type, Map<?, ?> entries) throws SQLException {
        StructVector pairs = (StructVector) vector.getDataVector();
        List<FieldVector> children = pairs.getChildrenFromFields();
        int at = vector.startNewValue(index);
        for (Map.Entry<?, ?> entry : entries.entrySet()) {
            pairs.setIndexDefined(at);
            set(children.getFirst(), at, type.fields().getFirst().type(), entry.getKey());
            set(children.getLast(), at, type.fields().getLast().type(), entry.getValue());
            at++;
        }
        vector.endValue(index, entries.size());
    }

    private void struct(StructVector vector, int index, SparkType type, @Nullable Object[] values) throws SQLException {
        vector.setIndexDefined(index);
        List<FieldVector> children = vector.getChildrenFromFields();
        for (int i = 0; i < values.length; i++) {
            set(children.get(i), index, type.fields().get(i).type(), values[i]);
        }
    }

    private static long micros(Object value) {
        return switch (value) {
            case Long micros -> micros;
            case OffsetDateTime time -> ChronoUnit.MICROS.between(java.time.Instant.EPOCH, time.toInstant());
            case Timestamp time ->
                ChronoUnit.MICROS.between(
                        java.time.Instant.EPOCH, time.toLocalDateTime().toInstant(ZoneOffset.UTC));
            default -> throw new IllegalStateException("No timestamp: " + value.getClass());
        };
    }

    private static byte[] utf8(Object value) {
        return value instanceof byte[] bytes ? bytes : value.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] bytes(Object value) throws SQLException {
        return value instanceof Blob blob ? blob.getBytes(1, (int) blob.length()) : (byte[]) value;
    }
}
