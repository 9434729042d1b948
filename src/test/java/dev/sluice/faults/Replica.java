package dev.sluice.faults;

import dev.sluice.demo.GatewayProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One gateway of a cluster, which keeps its port however often it ends. */
final class Replica implements AutoCloseable {
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");

    private final int port = QuietPorts.free();
    private final int heapMiB;
    private final Map<String, String> environment;
    private final Path log;
    private GatewayProcess process;
    private boolean frozen;

    /** Launches the gateway, without waiting for it. */
    Replica(int heapMiB, Map<String, String> environment, Path log) {
        this.heapMiB = heapMiB;
        this.environment = environment;
        this.log = log;
        this.process = launch();
    }

    private GatewayProcess launch() {
        return GatewayProcess.launch(port, heapMiB, environment, log);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    GatewayProcess process() {
        return process;
    }

    void awaitReady() {
        process.awaitReady();
    }

    /** Bytes of its heap that are in use after a full collection. */
    long liveBytes() {
        try {
            Process jcmd = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                    .toString(),
                            Long.toString(process.pid()),
                            "GC.class_histogram")
                    .redirectErrorStream(true)
                    .start();
            String output = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Matcher total = TOTAL.matcher(output);
            if (!total.find()) {
                throw new IllegalStateException("jcmd said: " + output);
            }
            return Long.parseLong(total.group(1));
        } catch (IOException e) {
            throw new UncheckedIOException("jcmd could not be run", e);
        }
    }

    /** SIGKILL. */
    void kill() {
        process.kill();
    }

    /** SIGSTOP. */
    void freeze() {
        frozen = true;
        Signals.STOP.to(List.of(process.pid()));
    }

    /** SIGCONT. */
    void thaw() {
        if (frozen) {
            frozen = false;
            Signals.CONT.to(List.of(process.pid()));
        }
    }

    /** Starts it again where it has ended, and waits until it is ready. */
    void heal() {
        thaw();
        if (!process.isAlive()) {
            process = launch();
            process.awaitReady();
        }
    }

    @Override
    public void close() {
        process.kill();
    }
}
