package dev.sluice.sandbox.sql.text;

import dev.sluice.sandbox.sql.error.SqlError;
import dev.sluice.sandbox.sql.type.Kind;
import dev.sluice.sandbox.sql.type.SparkType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads a data type as Databricks writes it. */
public final class TypeReader {
    private final Cursor cursor;

    public TypeReader(Cursor cursor) {
        this.cursor = cursor;
    }

    public SparkType read() {
        if (!cursor.peek().isIdentifier()) {
            throw cursor.unexpected();
        }
        return read(cursor.next());
    }

    private SparkType read(Token token) {
        String name = token.text().toUpperCase(Locale.ROOT);
        return switch (name) {
            case "BOOLEAN" -> SparkType.of(Kind.BOOLEAN);
            case "TINYINT", "BYTE" -> SparkType.of(Kind.BYTE);
            case "SMALLINT", "SHORT" -> SparkType.of(Kind.SHORT);
            case "INT", "INTEGER" -> SparkType.of(Kind.INT);
            case "BIGINT", "LONG" -> SparkType.of(Kind.LONG);
            case "FLOAT", "REAL" -> SparkType.of(Kind.FLOAT);
            case "DOUBLE" -> SparkType.of(Kind.DOUBLE);
            case "DECIMAL", "DEC", "NUMERIC" -> decimal();
            case "STRING" -> SparkType.of(Kind.STRING);
            case "VARCHAR", "CHAR" -> sized();
            case "BINARY" -> SparkType.of(Kind.BINARY);
            case "DATE" -> SparkType.of(Kind.DATE);
            case "TIMESTAMP", "TIMESTAMP_LTZ" -> SparkType.of(Kind.TIMESTAMP);
            case "TIMESTAMP_NTZ" -> SparkType.of(Kind.TIMESTAMP_NTZ);
            case "VOID" -> SparkType.of(Kind.NULL);
            case "INTERVAL" -> interval();
            case "ARRAY" -> array();
            case "MAP" -> map();
            case "STRUCT" -> struct();
            default ->
                throw SqlError.at(
                        cursor.position(token),
                        "UNSUPPORTED_DATATYPE",
                        "0A000",
                        "Unsupported data type \"" + name + "\".");
        };
    }

    private SparkType decimal() {
        if (!cursor.accept("(")) {
            return SparkType.decimal(10, 0);
        }
        int precision = number();
        int scale = cursor.accept(",") ? number() : 0;
        cursor.expect(")");
        if (precision < 1 || precision > 38 || scale > precision) {
            throw SqlError.of(
                    "DECIMAL_PRECISION_EXCEEDS_MAX_PRECISION",
                    "22003",
                    "Decimal precision " + precision + " exceeds max precision 38.");
        }
        return SparkType.decimal(precision, scale);
    }

    private SparkType sized() {
        cursor.expect("(");
        number();
        cursor.expect(")");
        return SparkType.of(Kind.STRING);
    }

    private SparkType interval() {
        cursor.identifier();
        if (cursor.accept("TO")) {
            cursor.identifier();
        }
        return SparkType.of(Kind.INTERVAL);
    }

    private SparkType array() {
        cursor.expect("<");
        SparkType element = read();
        cursor.expect(">");
        return SparkType.array(element);
    }

    private SparkType map() {
        cursor.expect("<");
        SparkType key = read();
        cursor.expect(",");
        SparkType value = read();
        cursor.expect(">");
        return SparkType.map(key, value);
    }

    private SparkType struct() {
        List<SparkType.Field> members = new ArrayList<>();
        cursor.expect("<");
        do {
            String name = cursor.identifier();
            cursor.accept(":");
            // The tokenizer takes a:INT for a marker.
            SparkType type = cursor.peek().kind() == Token.Kind.NAMED ? read(cursor.next()) : read();
            members.add(new SparkType.Field(name, type));
        } while (cursor.accept(","));
        cursor.expect(">");
        return SparkType.struct(members);
    }

    private int number() {
        Token token = cursor.peek();
        if (token.kind() != Token.Kind.NUMBER || token.text().length() > 9) {
            throw cursor.unexpected();
        }
        try {
            return Integer.parseInt(cursor.next().text());
        } catch (NumberFormatException _) {
            throw cursor.unexpected();
        }
    }
}
