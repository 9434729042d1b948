package dev.sluice.faults;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/**
 * Loopback ports that no outgoing connection takes: they lie below the range that the system gives out. What stops and
 * starts again finds its port free.
 */
final class QuietPorts {
    private static final int LOWEST = 15_000;
    private static final int HIGHEST = 31_000;
    private static final int TRIES = 1000;

    private QuietPorts() {}

    static int free() {
        return IntStream.range(0, TRIES)
                .map(attempt -> ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST))
                .filter(QuietPorts::isFree)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No free port from " + LOWEST + " to " + HIGHEST));
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException busy) {
            return false;
        }
    }
}
