package dev.sluice.faults;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/** A port that listens with a full queue and accepts nothing, so that Linux leaves further connects unanswered. */
final class DeafPort implements AutoCloseable {
    private static final int MOST_QUEUED = 16;
    private static final int CONNECT_MILLIS = 200;

    private final ServerSocket server;
    private final List<Socket> queued = new ArrayList<>();

    private DeafPort(ServerSocket server) {
        this.server = server;
    }

    static DeafPort open(int port) throws IOException {
        DeafPort deaf = new DeafPort(new ServerSocket(port, 1, InetAddress.getLoopbackAddress()));
        deaf.fill();
        return deaf;
    }

    private void fill() throws IOException {
        while (queued.size() < MOST_QUEUED) {
            Socket socket = new Socket();
            queued.add(socket);
            try {
                socket.connect(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort()), CONNECT_MILLIS);
            } catch (SocketTimeoutException full) {
                return;
            }
        }
        throw new IOException("This system answers connects past a full queue");
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : queued) {
                socket.close();
            }
        } catch (IOException gone) {
            // Closed is what it should be.
        }
    }
}
