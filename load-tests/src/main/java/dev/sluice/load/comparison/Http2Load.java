package dev.sluice.load.comparison;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One call over and over on HTTP/2 connections, 64 in flight in all, as fast as it is answered (h2load). The unit is a
 * call.
 *
 * @param connections among which the calls in flight are shared evenly
 * @param contentType of what is posted, {@code application/grpc} for one gRPC message with its prefix
 * @param body a file
 */
record Http2Load(URI url, int connections, String authorization, String contentType, Path body) implements Load {
    private static final int IN_FLIGHT = 64;
    private static final int SECONDS = 4;
    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final int MOST_BYTES_AROUND_ANSWER = 600;

    private static final Pattern REQUESTS =
            Pattern.compile("requests: \\d+ total, \\d+ started, (\\d+) done, (\\d+) succeeded, (\\d+) failed");
    private static final Pattern STATUSES = Pattern.compile("status codes: (\\d+) 2xx");
    private static final Pattern DATA = Pattern.compile("\\((\\d+)\\) data");

    @Override
    public Work run() {
        String printed = Command.run(BOUND, Map.of(), List.of(
                "h2load",
                "-t1",
                "-c" + connections,
                "-m" + IN_FLIGHT / connections,
                "-D" + SECONDS,
                "-H",
                "authorization: " + authorization,
                "-H",
                "content-type: " + contentType,
                "-H",
                "te: trailers",
                "-d",
                body.toString(),
                url.toString()));
        long done = number(REQUESTS, 2, printed);
        long data = number(DATA, 1, printed);
        // Statuses of gRPC are in trailers, which h2load does not read: an error would have no data.
        boolean whole = data >= done * Workbench.ANSWER_BYTES
                && data <= (done + IN_FLIGHT) * (Workbench.ANSWER_BYTES + MOST_BYTES_AROUND_ANSWER);
        if (done == 0 || number(REQUESTS, 3, printed) != 0 || number(STATUSES, 1, printed) < done || !whole) {
            throw new IllegalStateException("Not every call to " + url + " was answered as it should be:\n" + printed);
        }
        return new Work(done, SECONDS);
    }

    private static long number(Pattern pattern, int group, String printed) {
        Matcher found = pattern.matcher(printed);
        if (!found.find()) {
            throw new IllegalStateException("h2load printed something else than expected:\n" + printed);
        }
        return Long.parseLong(found.group(group));
    }

    @Override
    public String toString() {
        return "Http2Load[" + url + "]";
    }
}
