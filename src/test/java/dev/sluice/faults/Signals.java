package dev.sluice.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** POSIX signals to single processes. */
enum Signals {
    KILL,
    STOP,
    CONT;

    /** Sends this signal to processes; those that have ended meanwhile do not matter. */
    void to(List<Long> pids) {
        List<String> line = new ArrayList<>(List.of("kill", "-" + name()));
        pids.forEach(pid -> line.add(Long.toString(pid)));
        try {
            new ProcessBuilder(line)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException("kill could not be run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while a signal was sent", e);
        }
    }

    /** A process and all that it started. */
    static List<Long> family(long pid) {
        return ProcessHandle.of(pid).stream()
                .flatMap(parent -> Stream.concat(Stream.of(parent), parent.descendants()))
                .map(ProcessHandle::pid)
                .toList();
    }
}
