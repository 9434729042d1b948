package dev.sluice.statement.rows;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

/** The same lines by Jackson's streaming parser and generator, written as one would write them for speed. */
final class JacksonLines {
    private static final JsonFactory JSON = new JsonFactory();

    private JacksonLines() {}

    static ByteArrayOutputStream arraysOfText(byte[] chunk) throws IOException {
        ByteArrayOutputStream lines = new ByteArrayOutputStream(chunk.length);
        try (JsonParser source = JSON.createParser(chunk);
                JsonGenerator target = JSON.createGenerator(lines).setRootValueSeparator(null)) {
            source.nextToken();
            while (source.nextToken() == JsonToken.START_ARRAY) {
                target.copyCurrentStructure(source);
                target.writeRaw('\n');
            }
        }
        return lines;
    }

    static ByteArrayOutputStream typed(byte[] chunk, List<ResultColumn> columns, RowShape shape) throws IOException {
        boolean objects = shape == RowShape.OBJECTS;
        ByteArrayOutputStream lines = new ByteArrayOutputStream(2 * chunk.length);
        try (JsonParser source = JSON.createParser(chunk);
                JsonGenerator target = JSON.createGenerator(lines).setRootValueSeparator(null)) {
            source.nextToken();
            while (source.nextToken() == JsonToken.START_ARRAY) {
                if (objects) {
                    target.writeStartObject();
                    target.writeObjectFieldStart("row");
                } else {
                    target.writeStartArray();
                }
                for (ResultColumn column : columns) {
                    if (objects) {
                        target.writeFieldName(column.name());
                    }
                    cell(column.typeName(), source, target);
                }
                source.nextToken();
                if (objects) {
                    target.writeEndObject();
                    target.writeEndObject();
                } else {
                    target.writeEndArray();
                }
                target.writeRaw('\n');
            }
        }
        return lines;
    }

    private static void cell(String type, JsonParser source, JsonGenerator target) throws IOException {
        if (source.nextToken() == JsonToken.VALUE_NULL) {
            target.writeNull();
            return;
        }
        switch (type) {
            case "INT", "LONG", "DOUBLE" -> target.writeNumber(source.getTextCharacters(), source.getTextOffset(), source.getTextLength());
            case "BOOLEAN" -> target.writeBoolean(source.getTextLength() == 4);
            default -> target.writeString(source.getTextCharacters(), source.getTextOffset(), source.getTextLength());
        }
    }
}
