package dev.sluice.sandbox.sql.type;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A Databricks data type.
 *
 * @param precision of a DECIMAL, else 0
 * @param scale of a DECIMAL, else 0
 * @param fields the element of an ARRAY, key and value of a MAP, the members of a STRUCT
 */
public record SparkType(Kind kind, int precision, int scale, List<Field> fields) {
    public record Field(String name, SparkType type) {}

    public SparkType {
        fields = List.copyOf(fields);
    }

    public static SparkType of(Kind kind) {
        return new SparkType(kind, 0, 0, List.of());
    }

    public static SparkType decimal(int precision, int scale) {
        return new SparkType(Kind.DECIMAL, precision, scale, List.of());
    }

    public static SparkType array(SparkType element) {
        return new SparkType(Kind.ARRAY, 0, 0, List.of(new Field("element", element)));
    }

    public static SparkType map(SparkType key, SparkType value) {
        return new SparkType(Kind.MAP, 0, 0, List.of(new Field("key", key), new Field("value", value)));
    }

    public static SparkType struct(List<Field> members) {
        return new SparkType(Kind.STRUCT, 0, 0, members);
    }

    /** As Databricks writes it, such as {@code MAP<STRING, ARRAY<INT>>}. */
    public String text() {
        return switch (kind) {
            case DECIMAL -> "DECIMAL(" + precision + "," + scale + ")";
            case ARRAY, MAP ->
                kind.sql()
                        + fields.stream().map(field -> field.type().text()).collect(Collectors.joining(", ", "<", ">"));
            case STRUCT ->
                fields.stream()
                        .map(field -> field.name() + ": " + field.type().text())
                        .collect(Collectors.joining(", ", "STRUCT<", ">"));
            default -> kind.sql();
        };
    }

    /** As DuckDB writes it. */
    public String duck() {
        return switch (kind) {
            case DECIMAL -> "DECIMAL(" + precision + "," + scale + ")";
            case ARRAY -> fields.getFirst().type().duck() + "[]";
            case MAP ->
                "MAP(" + fields.getFirst().type().duck() + ", "
                        + fields.getLast().type().duck() + ")";
            case STRUCT ->
                fields.stream()
                        .map(field -> '"' + field.name().replace("\"", "\"\"") + "\" "
                                + field.type().duck())
                        .collect(Collectors.joining(", ", "STRUCT(", ")"));
            default -> kind.duck();
        };
    }
}
