package dev.sluice.load.comparison;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Downloads by one curl over one connection. The unit is a GiB of chunks at the workspace, whatever becomes of them.
 *
 * @param request curl's arguments that make the request
 * @param downloads how many downloads it makes
 * @param downloadBytes the size that each must have
 * @param resultBytes the size of the chunks behind all of them
 */
record StreamLoad(List<String> request, int downloads, long downloadBytes, long resultBytes) implements Load {
    private static final Duration BOUND = Duration.ofSeconds(120);
    private static final double GIB = 1L << 30;

    @Override
    public Work run() {
        List<String> command = new ArrayList<>(List.of("curl", "--silent", "--show-error", "--output", "/dev/null"));
        command.addAll(List.of("--write-out", "%{stderr}%{http_code} %{size_download}\\n"));
        command.addAll(request);
        long start = System.nanoTime();
        String printed = Command.run(BOUND, Map.of(), command);
        double seconds = (System.nanoTime() - start) / 1e9;
        String expected = ("200 " + downloadBytes + "\n").repeat(downloads);
        if (!printed.equals(expected)) {
            throw new IllegalStateException("Expected " + expected + "but curl told " + printed);
        }
        return new Work(resultBytes / GIB, seconds);
    }

    @Override
    public String toString() {
        return "StreamLoad[" + downloads + " x " + downloadBytes + " bytes]";
    }
}
