package dev.sluice.sandbox.sql.type;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads the name that DuckDB's driver gives a type, such as {@code STRUCT(a INTEGER, "b c" VARCHAR)[]}. */
public final class DuckTypes {
    private final String text;
    private int at;

    private DuckTypes(String text) {
        this.text = text;
    }

    /** The Databricks type that values of the DuckDB type are shown as; STRING for those that Databricks lacks. */
    public static SparkType parse(String duckName) {
        return new DuckTypes(duckName).type();
    }

    private SparkType type() {
        String name = name().toUpperCase(Locale.ROOT);
        SparkType type = switch (name) {
            case "STRUCT" -> SparkType.struct(members());
            case "MAP" -> map();
            case "DECIMAL" -> decimal();
            default -> simple(name);
        };
        while (at < text.length() && text.charAt(at) == '[') {
            at = text.indexOf(']', at) + 1;
            type = SparkType.array(type);
        }
        return type;
    }

    private SparkType simple(String name) {
        if (at < text.length() && text.charAt(at) == '(') {
            at = text.indexOf(')', at) + 1; // the labels of an ENUM and the like
        }
        return switch (name) {
            case "BOOLEAN" -> SparkType.of(Kind.BOOLEAN);
            case "TINYINT" -> SparkType.of(Kind.BYTE);
            case "SMALLINT", "UTINYINT" -> SparkType.of(Kind.SHORT);
            case "INTEGER", "USMALLINT" -> SparkType.of(Kind.INT);
            case "BIGINT", "UINTEGER", "UBIGINT", "HUGEINT", "UHUGEINT" -> SparkType.of(Kind.LONG);
            case "FLOAT" -> SparkType.of(Kind.FLOAT);
            case "DOUBLE" -> SparkType.of(Kind.DOUBLE);
            case "BLOB" -> SparkType.of(Kind.BINARY);
            case "DATE" -> SparkType.of(Kind.DATE);
            case "TIMESTAMP WITH TIME ZONE" -> SparkType.of(Kind.TIMESTAMP);
            case "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS" -> SparkType.of(Kind.TIMESTAMP_NTZ);
            case "INTERVAL" -> SparkType.of(Kind.INTERVAL);
            case "NULL" -> SparkType.of(Kind.NULL);
            default -> SparkType.of(Kind.STRING);
        };
    }

    private List<SparkType.Field> members() {
        List<SparkType.Field> members = new ArrayList<>();
        while (text.charAt(at) != ')') {
            at += text.charAt(at) == ',' ? 2 : 1;
            String name = member();
            at++;
            members.add(new SparkType.Field(name, type()));
        }
        at++;
        return members;
    }

    private SparkType map() {
        at++;
        SparkType key = type();
        at += 2;
        SparkType value = type();
        at++;
        return SparkType.map(key, value);
    }

    private SparkType decimal() {
        int end = text.indexOf(')', at);
        String[] digits = text.substring(at + 1, end).split(",", -1);
        at = end + 1;
        return SparkType.decimal(Integer.parseInt(digits[0].strip()), Integer.parseInt(digits[1].strip()));
    }

    /** A type's name ends at a bracket, a comma or the end; it may hold blanks. */
    private String name() {
        int start = at;
        while (at < text.length() && "()[],".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(start, at);
    }

    private String member() {
        if (text.charAt(at) != '"') {
            int start = at;
            at = text.indexOf(' ', at);
            return text.substring(start, at);
        }
        StringBuilder name = new StringBuilder();
        for (at++; text.charAt(at) != '"' || text.startsWith("\"\"", at); at++) {
            if (text.charAt(at) == '"') {
                at++;
            }
            name.append(text.charAt(at));
        }
        at++;
        return name.toString();
    }
}
