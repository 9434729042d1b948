package dev.sluice.load.comparison;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs a load generator to its end, on the core that is not measured. */
final class Command {
    private Command() {}

    /** What it printed; fails if it fails or takes longer than the bound. */
    static String run(Duration bound, Map<String, String> environment, List<String> command) {
        Path output = null;
        Process process = null;
        try {
            output = Files.createTempFile("sluice-load", ".out");
            ProcessBuilder builder = new ProcessBuilder(Cores.LOAD.command(command))
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            process = builder.start();
            boolean ended = process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS);
            String printed = Files.readString(output, StandardCharsets.UTF_8);
            if (!ended || process.exitValue() != 0) {
                throw new IllegalStateException(
                        command.getFirst() + (ended ? " failed: " : " did not end in time: ") + printed);
            }
            return printed;
        } catch (IOException e) {
            throw new UncheckedIOException(command.getFirst() + " could not be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while " + command.getFirst() + " ran.", e);
        } finally {
            clear(process, output);
        }
    }

    private static void clear(@Nullable Process process, @Nullable Path output) {
        if (process != null) {
            process.destroyForcibly();
        }
        if (output != null) {
            output.toFile().delete();
        }
    }
}
