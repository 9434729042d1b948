package dev.sluice.demo;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Iterator;
import java.util.stream.Stream;

/** Runs a statement through the gateway's row stream and shows what comes: the header, the first rows, the trailer. */
final class StreamPrinter {
    private static final int ROWS_SHOWN = 5;

    private final PrintStream out;

    StreamPrinter(PrintStream out) {
        this.out = out;
    }

    /** @throws IllegalStateException if the stream did not end in success */
    void print(Tenant tenant, JsonObject query) {
        HttpRequest request = HttpRequest.newBuilder(tenant.gateway().resolve("/api/v1/sql/stream"))
                .header("Authorization", "Bearer " + tenant.apiKey())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(query.encode()))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<Stream<String>> answer = http.send(request, BodyHandlers.ofLines());
            try (Stream<String> lines = answer.body()) {
                show(answer.statusCode(), lines.iterator());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The stream broke: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while rows came.", e);
        }
    }

    private void show(int status, Iterator<String> lines) {
        long rows = 0;
        String last = "";
        while (lines.hasNext()) {
            last = lines.next();
            boolean row = last.startsWith("[");
            if (row) {
                rows++;
            }
            if (!row || rows <= ROWS_SHOWN) {
                out.println("  " + last);
            } else if (rows == ROWS_SHOWN + 1) {
                out.println("  ...");
            }
        }
        if (status != 200 || !last.startsWith("{\"end\"")) {
            throw new IllegalStateException("The stream (status " + status + ") did not end in success: " + last);
        }
    }
}
