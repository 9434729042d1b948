package dev.sluice.face.grpc;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes a JSON object as the bytes of a {@code google.protobuf.Struct}, without building either of them as objects. The
 * length of what is nested stands before it and is known after it: one byte is kept free, and the rest moved where that
 * is too few.
 */
final class StructWriter {
    private static final JsonFactory JSON = new JsonFactory();

    private static final int FIELD = 0x0a;
    private static final int ENTRY_KEY = 0x0a;
    private static final int ENTRY_VALUE = 0x12;
    private static final int ELEMENT = 0x0a;
    private static final int NULL = 0x08;
    private static final int NUMBER = 0x11;
    private static final int STRING = 0x1a;
    private static final int BOOL = 0x20;
    private static final int STRUCT = 0x2a;
    private static final int LIST = 0x32;

    private final JsonParser parser;
    private byte[] bytes;
    private int end;

    private StructWriter(JsonParser parser, int size) {
        this.parser = parser;
        this.bytes = new byte[Math.max(64, size + size / 2)];
    }

    /** @param object one JSON object, as UTF-8 */
    static byte[] write(Buffer object) {
        return write(object.getBytes());
    }

    static byte[] write(byte[] object) {
        try (JsonParser parser = JSON.createParser(object)) {
            StructWriter writer = new StructWriter(parser, object.length);
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("not a JSON object");
            }
            writer.fields();
            return Arrays.copyOf(writer.bytes, writer.end);
        } catch (IOException notJson) {
            throw new UncheckedIOException(notJson);
        }
    }

    private void fields() throws IOException {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            put(FIELD);
            int entry = open();
            put(ENTRY_KEY);
            utf8(parser.currentName());
            parser.nextToken();
            put(ENTRY_VALUE);
            value();
            close(entry);
        }
    }

    private void elements() throws IOException {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            put(ELEMENT);
            value();
        }
    }

    private void value() throws IOException {
        int value = open();
        switch (parser.currentToken()) {
            case START_OBJECT -> {
                put(STRUCT);
                int struct = open();
                fields();
                close(struct);
            }
            case START_ARRAY -> {
                put(LIST);
                int list = open();
                elements();
                close(list);
            }
            case VALUE_STRING -> {
                put(STRING);
                text();
            }
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                put(NUMBER);
                fixed64(Double.doubleToRawLongBits(parser.getDoubleValue()));
            }
            case VALUE_TRUE -> bool(1);
            case VALUE_FALSE -> bool(0);
            default -> {
                put(NULL);
                put(0);
            }
        }
        close(value);
    }

    private void bool(int value) {
        put(BOOL);
        put(value);
    }

    // Most text is ASCII, which needs no String between the parser's characters and our bytes.
    private void text() throws IOException {
        char[] chars = parser.getTextCharacters();
        int from = parser.getTextOffset();
        int length = parser.getTextLength();
        int start = end;
        varint(length);
        room(length);
        for (int i = 0; i < length; i++) {
            char one = chars[from + i];
            if (one >= 0x80) {
                end = start;
                utf8(new String(chars, from, length));
                return;
            }
            bytes[end + i] = (byte) one;
        }
        end += length;
    }

    private void utf8(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        varint(utf8.length);
        room(utf8.length);
        System.arraycopy(utf8, 0, bytes, end, utf8.length);
        end += utf8.length;
    }

    private void fixed64(long value) {
        for (int shift = 0; shift < 64; shift += 8) {
            put((int) (value >>> shift));
        }
    }

    private void varint(int value) {
        int rest = value;
        while (rest >= 0x80) {
            put(rest | 0x80);
            rest >>>= 7;
        }
        put(rest);
    }

    /** Begins something whose length comes first; gives where its content starts. */
    private int open() {
        put(0);
        return end;
    }

    private void close(int start) {
        int length = end - start;
        int more = lengthOfVarint(length) - 1;
        room(more);
        if (more > 0) {
            System.arraycopy(bytes, start, bytes, start + more, length);
        }
        end = start - 1;
        varint(length);
        end = start + more + length;
    }

    private static int lengthOfVarint(int value) {
        return value < 1 << 7 ? 1 : value < 1 << 14 ? 2 : value < 1 << 21 ? 3 : value < 1 << 28 ? 4 : 5;
    }

    private void put(int one) {
        room(1);
        bytes[end++] = (byte) one;
    }

    private void room(int more) {
        if (end + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, end + more));
        }
    }
}
