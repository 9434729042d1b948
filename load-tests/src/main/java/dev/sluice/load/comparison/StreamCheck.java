package dev.sluice.load.comparison;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

/** Reads a stream once, line by line, so that its later readings can be checked by their size. */
final class StreamCheck {
    private static final int MOST_TRAILER_BYTES = 1024;

    private StreamCheck() {}

    /** The stream's size; fails unless it has the rows and ends as a whole one does. */
    static long bytes(URI url, String apiKey, String body, long rows) {
        HttpRequest request = HttpRequest.newBuilder(url)
                .header("Authorization", "Bearer " + apiKey)
                .POST(BodyPublishers.ofString(body))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<InputStream> answer = http.send(request, BodyHandlers.ofInputStream());
            return bytes(answer.body(), rows);
        } catch (IOException e) {
            throw new UncheckedIOException("The stream broke: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while a stream was read.", e);
        }
    }

    private static long bytes(InputStream stream, long rows) throws IOException {
        long bytes = 0;
        long lines = 0;
        byte[] buffer = new byte[64 * 1024];
        StringBuilder end = new StringBuilder();
        for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
            for (int i = 0; i < read; i++) {
                lines += buffer[i] == '\n' ? 1 : 0;
            }
            bytes += read;
            int kept = Math.min(read, MOST_TRAILER_BYTES);
            end.append(new String(buffer, read - kept, kept, StandardCharsets.ISO_8859_1));
            end.delete(0, Math.max(0, end.length() - MOST_TRAILER_BYTES));
        }
        String trailer = end.toString().strip();
        trailer = trailer.substring(trailer.lastIndexOf('\n') + 1);
        if (lines != rows + 2 || !trailer.startsWith("{\"end\":") || !trailer.contains("\"row_count\":" + rows)) {
            throw new IllegalStateException(
                    "A stream of " + rows + " rows came as " + lines + " lines and ended with " + trailer);
        }
        return bytes;
    }
}
