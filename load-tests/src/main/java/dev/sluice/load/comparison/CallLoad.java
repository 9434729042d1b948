package dev.sluice.load.comparison;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One call over and over from 64 connections that are kept alive, as fast as it is answered (wrk). The unit is a call.
 *
 * @param authorization value of the caller's {@code Authorization} header
 * @param body what is posted; null for a GET
 */
record CallLoad(URI url, String authorization, @Nullable String body) implements Load {
    private static final int CONNECTIONS = 64;
    private static final int SECONDS = 4;
    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final int MOST_BYTES_AROUND_ANSWER = 600;

    static CallLoad getting(URI url, String authorization) {
        return new CallLoad(url, authorization, null);
    }

    static CallLoad posting(URI url, String authorization, String body) {
        return new CallLoad(url, authorization, body);
    }

    @Override
    public Work run() {
        List<String> command = List.of(
                "wrk",
                "-t1",
                "-c" + CONNECTIONS,
                "-d" + SECONDS + "s",
                "--timeout",
                BOUND.toSeconds() + "s",
                "-s",
                "load-tests/peers/call.lua",
                url.toString());
        String printed = Command.run(BOUND, environment(), command);
        String[] sample = printed.substring(printed.indexOf("SAMPLE ")).strip().split(" ");
        long requests = Long.parseLong(sample[1]);
        check(requests, Long.parseLong(sample[2]), Long.parseLong(sample[3]), printed);
        return new Work(requests, Long.parseLong(sample[4]) / 1e6);
    }

    // wrk counts statuses from 400 on as failures; any other wrong answer would differ in size.
    private void check(long requests, long bytes, long failures, String printed) {
        boolean whole = bytes >= requests * Workbench.ANSWER_BYTES
                && bytes <= (requests + CONNECTIONS) * (Workbench.ANSWER_BYTES + MOST_BYTES_AROUND_ANSWER);
        if (requests == 0 || failures != 0 || !whole) {
            throw new IllegalStateException("Not every call to " + url + " was answered as it should be:\n" + printed);
        }
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("CALL_METHOD", body == null ? "GET" : "POST");
        environment.put("CALL_AUTHORIZATION", authorization);
        if (body != null) {
            environment.put("CALL_BODY", body);
        }
        return environment;
    }

    @Override
    public String toString() {
        return "CallLoad[" + url + "]";
    }
}
