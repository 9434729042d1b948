package dev.sluice.faults;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A reader of a statement's rows as docs/api.md asks for it: a line counts once its end has come, and a stream that ends
 * without {@code end} or {@code error} was cut and is resumed at the next row.
 */
final class RowsOverCuts implements AutoCloseable {
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Subject subject;
    private final List<String> rows = new ArrayList<>();
    private @Nullable String statementId;
    private JsonObject trailer = new JsonObject();
    private String cut = "";

    RowsOverCuts(Subject subject) {
        this.subject = subject;
    }

    /** Starts a statement at a gateway and reads until its stream ends or is cut. */
    void run(URI gateway, String statement, IntConsumer afterRow) throws InterruptedException {
        read(
                HttpRequest.newBuilder(gateway.resolve("/api/v1/sql/stream"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(subject.query(statement).encode())),
                afterRow);
    }

    /** Goes on at the next row, at any gateway, until its stream ends or is cut. */
    void resume(URI gateway, IntConsumer afterRow) throws InterruptedException {
        read(
                HttpRequest.newBuilder(gateway.resolve("/api/v1/sql/stream/" + statementId + "?row_offset="
                        + rows.size() + "&identifier=" + subject.identifier())),
                afterRow);
    }

    /** All rows so far, as they came. */
    List<String> rows() {
        return rows;
    }

    /** What the last stream ended with, {@code end} or {@code error}; empty if it was cut. */
    JsonObject trailer() {
        return trailer;
    }

    /** What broke the last stream; empty if nothing did. */
    String cut() {
        return cut;
    }

    private void read(HttpRequest.Builder request, IntConsumer afterRow) throws InterruptedException {
        trailer = new JsonObject();
        cut = "";
        try {
            HttpResponse<InputStream> answer = http.send(
                    request.header("Authorization", "Bearer " + subject.tenant().apiKey())
                            .build(),
                    BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                if (answer.statusCode() != 200) {
                    throw new AssertionError("Status " + answer.statusCode() + ": "
                            + new String(body.readAllBytes(), StandardCharsets.UTF_8));
                }
                lines(body, afterRow);
            }
        } catch (IOException broken) {
            // The rows that came whole are there.
            cut = broken.toString();
        }
    }

    private void lines(InputStream body, IntConsumer afterRow) throws IOException {
        byte[] part = new byte[1 << 14];
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int length = body.read(part); length >= 0; length = body.read(part)) {
            int from = 0;
            for (int i = 0; i < length; i++) {
                if (part[i] == '\n') {
                    line.write(part, from, i - from);
                    from = i + 1;
                    take(line.toString(StandardCharsets.UTF_8), afterRow);
                    line.reset();
                }
            }
            line.write(part, from, length - from);
        }
    }

    private void take(String line, IntConsumer afterRow) {
        if (line.startsWith("[")) {
            rows.add(line);
            afterRow.accept(rows.size());
            return;
        }
        JsonObject control = new JsonObject(line);
        if (control.containsKey("header")) {
            statementId = control.getJsonObject("header").getString("statement_id");
        } else if (!control.containsKey("progress")) {
            trailer = control;
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
