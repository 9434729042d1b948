package dev.sluice.sandbox.sql.cell;

import dev.sluice.sandbox.sql.type.SparkType;
import java.time.ZoneId;
import java.util.List;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;

/** Arrow's types for Databricks'. Intervals travel as text. */
final class ArrowTypes {
    private ArrowTypes() {}

    static Field field(String name, SparkType type, ZoneId zone) {
        return new Field(name, FieldType.nullable(arrow(type, zone)), children(type, zone));
    }

    private static List<Field> children(SparkType type, ZoneId zone) {
        return switch (type.kind()) {
            case ARRAY, STRUCT ->
                type.fields().stream()
                        .map(member -> field(member.name(), member.type(), zone))
                        .toList();
            case MAP -> {
                Field key = new Field(
                        "key",
                        FieldType.notNullable(arrow(type.fields().getFirst().type(), zone)),
                        children(type.fields().getFirst().type(), zone));
                Field value = field("value", type.fields().getLast().type(), zone);
                yield List.of(
                        new Field("entries", FieldType.notNullable(ArrowType.Struct.INSTANCE), List.of(key, value)));
            }
            default -> List.of();
        };
    }

    private static ArrowType arrow(SparkType type, ZoneId zone) {
        return switch (type.kind()) {
            case BOOLEAN -> ArrowType.Bool.INSTANCE;
            case BYTE -> new ArrowType.Int(8, true);
            case SHORT -> new ArrowType.Int(16, true);
            case INT -> new ArrowType.Int(32, true);
            case LONG -> new ArrowType.Int(64, true);
            case FLOAT -> new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE);
            case DOUBLE -> new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
            case DECIMAL -> new ArrowType.Decimal(type.precision(), type.scale(), 128);
            case STRING, INTERVAL -> ArrowType.Utf8.INSTANCE;
            case BINARY -> ArrowType.Binary.INSTANCE;
            case DATE -> new ArrowType.Date(DateUnit.DAY);
            case TIMESTAMP -> new ArrowType.Timestamp(TimeUnit.MICROSECOND, zone.getId());
            case TIMESTAMP_NTZ -> new ArrowType.Timestamp(TimeUnit.MICROSECOND, null);
            case ARRAY -> ArrowType.List.INSTANCE;
            case MAP -> new ArrowType.Map(false);
            case STRUCT -> ArrowType.Struct.INSTANCE;
            case NULL -> ArrowType.Null.INSTANCE;
        };
    }
}
