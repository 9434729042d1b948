package dev.sluice.load.comparison;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** CPU time that a process and its descendants have used, in seconds. */
record CpuUse(double user, double kernel) {
    static final CpuUse NONE = new CpuUse(0, 0);

    /** {@code utime} and {@code stime} count hundredths of a second on every Linux that we run on (proc(5)). */
    private static final double TICKS_PER_SECOND = 100;

    private static final int UTIME = 11;

    static CpuUse of(ProcessHandle process) {
        return sum(Stream.concat(Stream.of(process), process.descendants())
                .map(one -> Path.of("/proc", Long.toString(one.pid()), "stat"))
                .map(CpuUse::read));
    }

    /** What the threads with such names have used. */
    static CpuUse ofThreads(ProcessHandle process, Pattern names) {
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(process.pid()), "task"))) {
            return sum(threads.filter(thread -> names.matcher(name(thread)).matches())
                    .map(thread -> thread.resolve("stat"))
                    .map(CpuUse::read));
        } catch (IOException e) {
            throw new UncheckedIOException("The threads of process " + process.pid() + " cannot be read.", e);
        }
    }

    private static CpuUse sum(Stream<CpuUse> uses) {
        return uses.reduce(NONE, (a, b) -> new CpuUse(a.user + b.user, a.kernel + b.kernel));
    }

    private static String name(Path thread) {
        try {
            return Files.readString(thread.resolve("comm")).strip();
        } catch (IOException ended) {
            return "";
        }
    }

    private static CpuUse read(Path stat) {
        try {
            String line = Files.readString(stat);
            // The second field is a name in parentheses, which may hold anything.
            String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
            return new CpuUse(
                    Long.parseLong(fields[UTIME]) / TICKS_PER_SECOND,
                    Long.parseLong(fields[UTIME + 1]) / TICKS_PER_SECOND);
        } catch (NoSuchFileException ended) {
            return NONE;
        } catch (IOException e) {
            throw new UncheckedIOException(stat + " cannot be read.", e);
        }
    }

    double total() {
        return user + kernel;
    }

    CpuUse since(CpuUse earlier) {
        return new CpuUse(user - earlier.user, kernel - earlier.kernel);
    }
}
