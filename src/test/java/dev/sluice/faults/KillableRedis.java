package dev.sluice.faults;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import redis.embedded.RedisServer;

/** A Redis that can be killed, paused and started again on its port, empty. */
final class KillableRedis implements AutoCloseable {
    private final int port = QuietPorts.free();
    private RedisServer server = launch();
    private long pid = askPid();
    private boolean paused;
    private boolean killed;

    private RedisServer launch() {
        try {
            RedisServer started = RedisServer.newRedisServer()
                    .port(port)
                    .bind("127.0.0.1")
                    .setting("save \"\"")
                    .build();
            started.start();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException("Redis did not start", e);
        }
    }

    String url() {
        return "redis://127.0.0.1:" + port;
    }

    /** Ends it by SIGKILL. */
    void kill() {
        Signals.KILL.to(List.of(pid));
        killed = true;
    }

    /** Stops it by SIGSTOP: its connections stay open and nothing answers. */
    void pause() {
        Signals.STOP.to(List.of(pid));
        paused = true;
    }

    /** Lets it go on, or starts it again, whichever it needs. */
    void heal() {
        if (paused) {
            Signals.CONT.to(List.of(pid));
            paused = false;
        }
        if (killed) {
            server = launch();
            pid = askPid();
            killed = false;
        }
    }

    private long askPid() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write("INFO server\r\n".getBytes(StandardCharsets.US_ASCII));
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("process_id:")) {
                    return Long.parseLong(line.substring("process_id:".length()).strip());
                }
            }
            throw new IllegalStateException("Redis did not tell its process");
        } catch (IOException e) {
            throw new UncheckedIOException("Redis does not answer", e);
        }
    }

    @Override
    public void close() {
        heal();
        try {
            server.stop();
        } catch (IOException e) {
            throw new UncheckedIOException("Redis did not stop", e);
        }
    }
}
