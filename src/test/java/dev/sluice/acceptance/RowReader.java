package dev.sluice.acceptance;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads a stream of rows line by line. Closing it before the end hangs up. */
final class RowReader implements AutoCloseable {
    private final HttpClient http;
    private final BufferedReader lines;
    private @Nullable String current;

    private RowReader(HttpClient http, InputStream body) {
        this.http = http;
        this.lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8), 1 << 16);
    }

    /** @param network what the bytes go through on their way */
    static RowReader open(URI gateway, String bearer, JsonObject query, UnaryOperator<InputStream> network)
            throws IOException, InterruptedException {
        return read(
                HttpRequest.newBuilder(gateway.resolve("/api/v1/sql/stream"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(query.encode())),
                bearer,
                network);
    }

    /** Goes on with a statement that was started before. */
    static RowReader resume(URI gateway, String bearer, String identifier, String statementId, long rowOffset)
            throws IOException, InterruptedException {
        URI rest = gateway.resolve(
                "/api/v1/sql/stream/" + statementId + "?identifier=" + identifier + "&row_offset=" + rowOffset);
        return read(HttpRequest.newBuilder(rest), bearer, UnaryOperator.identity());
    }

    private static RowReader read(HttpRequest.Builder query, String bearer, UnaryOperator<InputStream> network)
            throws IOException, InterruptedException {
        HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        HttpRequest request = query.header("Authorization", "Bearer " + bearer).build();
        HttpResponse<InputStream> answer = http.send(request, BodyHandlers.ofInputStream());
        if (answer.statusCode() != 200) {
            throw new AssertionError("Status " + answer.statusCode() + ": "
                    + new String(answer.body().readAllBytes(), StandardCharsets.UTF_8));
        }
        return new RowReader(http, network.apply(answer.body()));
    }

    /** Goes to the next row; false at the first other line after rows, or at the end. */
    boolean next() throws IOException {
        do {
            current = lines.readLine();
        } while (current != null && (current.startsWith("{\"header\"") || current.startsWith("{\"progress\"")));
        return current != null && current.startsWith("[");
    }

    /** The row's first cell, an integer. */
    long key() {
        String row = line();
        int end = row.indexOf(',');
        return Long.parseLong(row, 1, end < 0 ? row.length() - 1 : end, 10);
    }

    /** The line that this is at. */
    String line() {
        return current == null ? "" : current;
    }

    @Override
    public void close() throws IOException {
        lines.close();
        http.shutdownNow();
    }
}
