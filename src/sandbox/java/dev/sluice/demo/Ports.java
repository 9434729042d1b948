package dev.sluice.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.stream.IntStream;

/** Which loopback ports to listen on. */
final class Ports {
    private static final int TRIES = 100;

    private Ports() {}

    /** The first of so many consecutive ports that were free a moment ago. */
    static int free(int count) {
        return IntStream.range(0, TRIES)
                .map(attempt -> anyFree())
                .filter(first -> areFree(first, count))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("This machine has no " + count + " free ports in a row."));
    }

    /** The first port, as the variable names it; else the usual one, or a free one while that or a next is busy. */
    static int choose(Map<String, String> environment, String variable, int usual, int count) {
        String asked = environment.get(variable);
        if (asked == null || asked.isBlank()) {
            return areFree(usual, count) ? usual : free(count);
        }
        int first = parse(variable, asked.strip());
        IntStream.range(first, first + count)
                .filter(port -> !isFree(port))
                .findFirst()
                .ifPresent(busy -> {
                    throw new IllegalArgumentException(
                            "Port " + busy + " (" + variable + ") is busy. Name another one.");
                });
        return first;
    }

    private static int parse(String variable, String asked) {
        try {
            int port = Integer.parseInt(asked);
            if (port > 0 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException e) {
            // Told below, like a number out of range.
        }
        throw new IllegalArgumentException(variable + " must be a port from 1 to 65535, not '" + asked + "'.");
    }

    private static int anyFree() {
        try (ServerSocket socket = bind(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("This machine has no free loopback port.", e);
        }
    }

    private static boolean areFree(int first, int count) {
        return IntStream.range(first, first + count).allMatch(Ports::isFree);
    }

    private static boolean isFree(int port) {
        if (port > 65_535) {
            return false;
        }
        try (ServerSocket socket = bind(port)) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    private static ServerSocket bind(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return socket;
    }
}
