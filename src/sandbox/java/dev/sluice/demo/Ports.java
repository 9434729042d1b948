package dev.sluice.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Map;

/** Which loopback ports to listen on. */
final class Ports {
    private Ports() {}

    /** A port that was free a moment ago. */
    static int free() {
        try (ServerSocket socket = bind(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("This machine has no free loopback port.", e);
        }
    }

    /** The port that the variable names; else the usual one, or a free one while that is busy. */
    static int choose(Map<String, String> environment, String variable, int usual) {
        String asked = environment.get(variable);
        if (asked == null || asked.isBlank()) {
            return isFree(usual) ? usual : free();
        }
        int port = parse(variable, asked.strip());
        if (!isFree(port)) {
            throw new IllegalArgumentException("Port " + port + " (" + variable + ") is busy. Name another one.");
        }
        return port;
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

    private static boolean isFree(int port) {
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
