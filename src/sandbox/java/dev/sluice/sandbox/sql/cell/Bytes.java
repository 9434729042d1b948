package dev.sluice.sandbox.sql.cell;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A buffer that grows, for text that is mostly ASCII. */
final class Bytes {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LEAST_LONG = String.valueOf(Long.MIN_VALUE).getBytes(StandardCharsets.US_ASCII);

    private byte[] data = new byte[1 << 8];
    private int length;

    int length() {
        return length;
    }

    void truncate(int to) {
        length = to;
    }

    void drainTo(OutputStream out) throws IOException {
        out.write(data, 0, length);
        length = 0;
    }

    void add(char ascii) {
        room(1);
        data[length++] = (byte) ascii;
    }

    void ascii(String text) {
        int size = text.length();
        room(size);
        for (int i = 0; i < size; i++) {
            data[length + i] = (byte) text.charAt(i);
        }
        length += size;
    }

    void raw(byte[] bytes) {
        raw(bytes, 0, bytes.length);
    }

    void number(long value) {
        if (value == Long.MIN_VALUE) {
            raw(LEAST_LONG);
            return;
        }
        if (value < 0) {
            add('-');
        }
        long rest = Math.abs(value);
        digits(rest, digitCount(rest));
    }

    /** The number with zeros before it, to this many digits. */
    void digits(long value, int count) {
        room(count);
        long rest = value;
        for (int i = length + count - 1; i >= length; i--) {
            data[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += count;
    }

    /** UTF-8 text as the inside of a JSON string. */
    void jsonText(byte[] utf8) {
        int from = 0;
        for (int i = 0; i < utf8.length; i++) {
            byte b = utf8[i];
            if ((b >= 0 && b < 0x20) || b == '"' || b == '\\') {
                raw(utf8, from, i - from);
                from = i + 1;
                jsonEscape(b);
            }
        }
        raw(utf8, from, utf8.length - from);
    }

    /** UTF-8 text as a CSV field, in quotes where it must be. */
    void csvText(byte[] utf8) {
        boolean quote = utf8.length == 0;
        for (byte b : utf8) {
            quote |= b == ',' || b == '"' || b == '\n' || b == '\r';
        }
        if (!quote) {
            raw(utf8);
            return;
        }
        add('"');
        for (byte b : utf8) {
            if (b == '"') {
                add('"');
            }
            room(1);
            data[length++] = b;
        }
        add('"');
    }

    /** Its content as ASCII. */
    @Override
    public String toString() {
        return new String(data, 0, length, StandardCharsets.US_ASCII);
    }

    private void jsonEscape(byte b) {
        add('\\');
        switch (b) {
            case '"', '\\' -> add((char) b);
            case '\n' -> add('n');
            case '\r' -> add('r');
            case '\t' -> add('t');
            default -> {
                ascii("u00");
                add((char) HEX[b >> 4]);
                add((char) HEX[b & 15]);
            }
        }
    }

    private void raw(byte[] bytes, int from, int count) {
        room(count);
        System.arraycopy(bytes, from, data, length, count);
        length += count;
    }

    private void room(int more) {
        if (length + more > data.length) {
            data = Arrays.copyOf(data, Math.max(data.length * 2, length + more));
        }
    }

    private static int digitCount(long value) {
        int count = 1;
        for (long rest = value; rest >= 10; rest /= 10) {
            count++;
        }
        return count;
    }
}
