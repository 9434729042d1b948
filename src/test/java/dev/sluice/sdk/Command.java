package dev.sluice.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Another program, run to its end. */
record Command(Path directory, Map<String, String> environment, List<String> words) {
    private static final Duration LONGEST = Duration.ofMinutes(5);

    static Command in(Path directory, String... words) {
        return new Command(directory, Map.of(), List.of(words));
    }

    Command with(Map<String, String> more) {
        return new Command(directory, more, words);
    }

    /** Whether all these programs are on the path. */
    static boolean areThere(String... programs) {
        List<String> path = List.of(System.getenv("PATH").split(File.pathSeparator));
        return Arrays.stream(programs)
                .allMatch(program -> path.stream()
                        .anyMatch(directory ->
                                Files.isExecutable(Path.of(directory).resolve(program))));
    }

    ProcessBuilder builder() {
        ProcessBuilder builder = new ProcessBuilder(words).directory(directory.toFile());
        builder.environment().putAll(environment);
        return builder;
    }

    /** What it wrote, to both of its outputs; it must succeed. */
    String output() {
        try {
            Path written = Files.createTempFile("command", ".log");
            Process process = builder()
                    .redirectErrorStream(true)
                    .redirectOutput(written.toFile())
                    .start();
            boolean ended = process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS);
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            String output = Files.readString(written);
            Files.delete(written);
            assertThat(ended).as("%s ends; it wrote: %s", words, output).isTrue();
            assertThat(process.exitValue())
                    .as("the exit status of %s; it wrote: %s", words, output)
                    .isZero();
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return "Command" + words;
    }
}
