package dev.sluice.load.comparison;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A server that the suite started; it ends with the suite, however that ends. */
final class Child implements AutoCloseable {
    private static final Duration START_WITHIN = Duration.ofSeconds(90);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(20);

    private static final Pattern COMPILERS = Pattern.compile("C[12] Compiler.*");

    private final Process process;
    private final Path log;

    private Child(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts a command and waits until it listens on the port; its output goes to {@code <name>.log}. */
    static Child start(
            String name, Cores core, int port, Path directory, Map<String, String> environment, List<String> command) {
        if (listens(port)) {
            throw new IllegalStateException("Port " + port + " of 127.0.0.1, where " + name + " listens, is busy.");
        }
        Path log = directory.resolve(name + ".log");
        ProcessBuilder builder = new ProcessBuilder(core.command(command))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
            Child child = new Child(process, log);
            child.await(port);
            return child;
        } catch (IOException e) {
            throw new UncheckedIOException(name + " did not start: " + e.getMessage(), e);
        }
    }

    CpuUse cpuUse() {
        return CpuUse.of(process.toHandle());
    }

    /** What of it the compilers of a JVM took. */
    CpuUse compilerUse() {
        return CpuUse.ofThreads(process.toHandle(), COMPILERS);
    }

    private void await(int port) throws IOException {
        long deadline = System.nanoTime() + START_WITHIN.toNanos();
        while (!listens(port)) {
            if (System.nanoTime() > deadline || ended(Duration.ofMillis(100))) {
                close();
                throw new IllegalStateException("Nothing listens on port " + port + ". " + log + ":\n"
                        + Files.readString(log));
            }
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }

    private boolean ended(Duration within) {
        try {
            return process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @Override
    public void close() {
        process.destroy();
        if (!ended(STOP_WITHIN)) {
            process.destroyForcibly();
        }
    }
}
