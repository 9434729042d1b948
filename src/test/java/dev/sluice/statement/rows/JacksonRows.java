package dev.sluice.statement.rows;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The oracle: reads a chunk with Jackson, knows from the contract's words what each cell must become, and reads the lines
 * with Jackson to see that it did.
 */
final class JacksonRows {
    private static final JsonFactory JSON = new JsonFactory();
    private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9][0-9]*)");
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

    private final List<ResultColumn> columns;
    private final RowShape shape;
    private final NumberFormat numbers;

    JacksonRows(List<ResultColumn> columns, RowShape shape, NumberFormat numbers) {
        this.columns = columns;
        this.shape = shape;
        this.numbers = numbers;
    }

    /** Fails unless {@code lines} are the rows of {@code chunk} from {@code firstRow} on, and nothing else. */
    void assertLines(byte[] chunk, long firstRow, byte[] lines) throws IOException {
        try (JsonParser source = JSON.createParser(chunk)) {
            source.nextToken();
            int at = 0;
            for (long row = 0; source.nextToken() == JsonToken.START_ARRAY; row++) {
                if (row < firstRow) {
                    source.skipChildren();
                    continue;
                }
                int end = at;
                while (lines[end] != '\n') {
                    end++;
                }
                try (JsonParser line = JSON.createParser(lines, at, end - at)) {
                    assertRow(source, line);
                }
                at = end + 1;
            }
            assertThat(at).isEqualTo(lines.length);
        }
    }

    private void assertRow(JsonParser source, JsonParser line) throws IOException {
        boolean objects = shape == RowShape.OBJECTS;
        if (objects) {
            assertThat(line.nextToken()).isEqualTo(JsonToken.START_OBJECT);
            assertThat(line.nextFieldName()).isEqualTo("row");
        }
        assertThat(line.nextToken()).isEqualTo(objects ? JsonToken.START_OBJECT : JsonToken.START_ARRAY);
        List<String> keys = ObjectKeys.of(columns);
        for (int column = 0; column < columns.size(); column++) {
            if (objects) {
                assertThat(line.nextFieldName()).isEqualTo(keys.get(column));
            }
            assertCell(columns.get(column).typeName(), source, line);
        }
        source.nextToken();
        assertThat(line.nextToken()).isEqualTo(objects ? JsonToken.END_OBJECT : JsonToken.END_ARRAY);
        if (objects) {
            assertThat(line.nextToken()).isEqualTo(JsonToken.END_OBJECT);
        }
        assertThat(line.nextToken()).isNull();
    }

    private void assertCell(String type, JsonParser source, JsonParser line) throws IOException {
        JsonToken given = source.nextToken();
        JsonToken got = line.nextToken();
        JsonToken wanted = given == JsonToken.VALUE_STRING ? wanted(type, source.getText()) : given;
        if (got != wanted || !source.getText().equals(line.getText())) {
            assertThat(got + " " + line.getText()).as(type + " " + numbers).isEqualTo(wanted + " " + source.getText());
        }
    }

    private JsonToken wanted(String type, String text) {
        boolean bare = numbers != NumberFormat.TEXT
                && switch (type) {
                    case "BYTE", "SHORT", "INT" -> isExact(text);
                    case "LONG" -> numbers == NumberFormat.RAW ? isNumber(text) : isExact(text);
                    case "FLOAT", "DOUBLE" -> isNumber(text);
                    case "DECIMAL" -> numbers == NumberFormat.RAW && isNumber(text);
                    case "BOOLEAN" -> text.equals("true") || text.equals("false");
                    default -> false;
                };
        if (!bare) {
            return JsonToken.VALUE_STRING;
        }
        return switch (text) {
            case "true" -> JsonToken.VALUE_TRUE;
            case "false" -> JsonToken.VALUE_FALSE;
            default -> INTEGER.matcher(text).matches() ? JsonToken.VALUE_NUMBER_INT : JsonToken.VALUE_NUMBER_FLOAT;
        };
    }

    private static boolean isNumber(String text) {
        return NUMBER.matcher(text).matches();
    }

    /** Whether the double nearest to the integer is the integer; beyond 19 digits nothing is a LONG. */
    private static boolean isExact(String text) {
        return INTEGER.matcher(text).matches()
                && text.replace("-", "").length() <= 19
                && new BigDecimal(text).compareTo(new BigDecimal(Double.parseDouble(text))) == 0;
    }
}
