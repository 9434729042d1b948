package dev.sluice.statement.rows;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A chunk of 20 MiB, rows of 133 bytes or so: numbers, dates and texts, some escaped, some not ASCII, some null. */
final class OrdersChunk {
    static final int BYTES = 20 << 20;

    static final List<ResultColumn> COLUMNS = List.of(
            column("order_id", "LONG"),
            column("ordered_at", "TIMESTAMP"),
            column("customer", "STRING"),
            column("city", "STRING"),
            column("note", "STRING"),
            column("quantity", "INT"),
            column("amount", "DECIMAL"),
            column("discount", "DOUBLE"),
            column("paid", "BOOLEAN"));

    private static final String[] CITIES = {"Berlin", "München", "Zürich", "São Paulo", "京都", "New York", "Oslo", "Lyon"};
    private static final String[] NOTES = {
        "leave at the door, thank you", "call before delivery, please", "gift, so send no invoice with it", "say \\\"hello\\\" first", "fragile", "second\\nfloor left"
    };

    private OrdersChunk() {}

    static byte[] bytes() {
        SplittableRandom random = new SplittableRandom(42);
        StringBuilder text = new StringBuilder("[");
        for (int row = 0; text.length() < BYTES; row++) {
            text.append(row == 0 ? "[\"" : ",[\"").append(1_000_000 + row).append("\",\"2024-");
            text.append(10 + random.nextInt(3)).append('-').append(10 + random.nextInt(20)).append("T03:04:05.123Z\",\"user_");
            text.append(random.nextInt(1_000_000)).append("@example.com\",\"").append(CITIES[random.nextInt(CITIES.length)]).append("\",");
            text.append(note(random)).append(",\"").append(random.nextInt(100)).append("\",\"");
            text.append(random.nextInt(1000)).append('.').append(10 + random.nextInt(90)).append("\",\"");
            text.append(random.nextInt(10_000) / 1e4).append("\",\"").append(random.nextBoolean()).append("\"]");
        }
        return text.append(']').toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The chunk as a client would hand it on. */
    static List<Buffer> slices(byte[] chunk) {
        Buffer whole = Buffer.buffer(chunk);
        List<Buffer> slices = new ArrayList<>();
        for (int at = 0; at < chunk.length; at += 64 << 10) {
            slices.add(whole.slice(at, Math.min(chunk.length, at + (64 << 10))));
        }
        return slices;
    }

    private static String note(SplittableRandom random) {
        int kind = random.nextInt(40);
        return kind < 8 ? "null" : '"' + NOTES[kind < NOTES.length + 8 ? kind - 8 : kind % 3] + '"';
    }

    private static ResultColumn column(String name, String type) {
        return new ResultColumn(name, type, type);
    }
}
