package dev.sluice.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The gateway as packaged for production, in a JVM of its own, until closed. */
public final class GatewayProcess implements AutoCloseable {
    private static final Duration READY_WITHIN = Duration.ofSeconds(90);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(20);
    private static final int LOG_LINES_SHOWN = 30;

    private final Process process;
    private final URI url;
    private final Path log;

    private GatewayProcess(Process process, URI url, Path log) {
        this.process = process;
        this.url = url;
        this.log = log;
    }

    /**
     * Starts the gateway, without waiting for it.
     *
     * @param port the loopback port of its plain HTTP listener
     * @param heapMiB the greatest size of its heap
     * @param environment its configuration, as environment variables
     * @param log where its output goes
     */
    public static GatewayProcess launch(int port, int heapMiB, Map<String, String> environment, Path log) {
        ProcessBuilder builder = new ProcessBuilder(java().toString(), "-Xmx" + heapMiB + "m", "-jar", jar().toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        builder.environment().put("QUARKUS_HTTP_HOST", "127.0.0.1");
        builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(port));
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            return new GatewayProcess(builder.start(), URI.create("http://127.0.0.1:" + port), log);
        } catch (IOException e) {
            throw new UncheckedIOException("The gateway could not be started: " + e.getMessage(), e);
        }
    }

    /** Where it listens for plain HTTP, without a path. */
    public URI url() {
        return url;
    }

    public long pid() {
        return process.pid();
    }

    /** What it wrote to its standard output and error. */
    public Path log() {
        return log;
    }

    /** Processor time used so far, in user and kernel mode. */
    public Duration cpuTime() {
        return process.info()
                .totalCpuDuration()
                .orElseThrow(() -> new IllegalStateException("This system does not tell a process's CPU time."));
    }

    /** Resident memory in bytes, as Linux tells it. */
    public long residentBytes() {
        try (Stream<String> status = Files.lines(Path.of("/proc", Long.toString(pid()), "status"))) {
            return status.filter(line -> line.startsWith("VmRSS:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .sum()
                    * 1024;
        } catch (IOException e) {
            throw new UncheckedIOException("The memory of process " + pid() + " cannot be read.", e);
        }
    }

    /** Waits until it has ended. */
    public void awaitEnd() {
        process.onExit().join();
    }

    /** What it ended with; it must have ended. */
    public int exitCode() {
        return process.exitValue();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Asks it to stop by SIGTERM, without waiting. */
    public void terminate() {
        process.destroy();
    }

    /** Ends it by SIGKILL: it gets no chance to say goodbye. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** Asks it to stop by a signal, and ends it if it does not. */
    @Override
    public void close() {
        process.destroy();
        if (!ended(STOP_WITHIN)) {
            process.destroyForcibly();
        }
    }

    /**
     * Waits until it is ready.
     *
     * @throws IllegalStateException if it ended or was not ready in time; the message ends with its last words
     */
    public void awaitReady() {
        long deadline = System.nanoTime() + READY_WITHIN.toNanos();
        try (HttpClient http = HttpClient.newHttpClient()) {
            while (!isReady(http)) {
                boolean late = System.nanoTime() > deadline;
                if (late || ended(Duration.ofMillis(50))) {
                    String what = late ? "was not ready within " + READY_WITHIN.toSeconds() + " s" : "ended at start";
                    close();
                    throw new IllegalStateException(
                            "The gateway " + what + ". The end of " + log + ":\n" + lastWords());
                }
            }
        }
    }

    private boolean isReady(HttpClient http) {
        HttpRequest request = HttpRequest.newBuilder(url.resolve("/q/health/ready"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the gateway started.", e);
        }
    }

    private boolean ended(Duration within) {
        try {
            return process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private String lastWords() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES_SHOWN), lines.size()));
        } catch (IOException e) {
            return "(not readable: " + e.getMessage() + ")";
        }
    }

    private static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    private static Path jar() {
        return Path.of(System.getProperty("sluice.gateway.jar", "target/quarkus-app/quarkus-run.jar"));
    }
}
