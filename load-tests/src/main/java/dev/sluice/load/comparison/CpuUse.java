package dev.sluice.load.comparison;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** CPU time that a process and its descendants have used, in seconds. */
record CpuUse(double user, double kernel) {
    /** {@code utime} and {@code stime} count hundredths of a second on every Linux that we run on (proc(5)). */
    private static final double TICKS_PER_SECOND = 100;

    private static final int UTIME = 11;

    static CpuUse of(ProcessHandle process) {
        return Stream.concat(Stream.of(process), process.descendants())
                .map(one -> ofOne(one.pid()))
                .reduce(new CpuUse(0, 0), (a, b) -> new CpuUse(a.user + b.user, a.kernel + b.kernel));
    }

    private static CpuUse ofOne(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            // The second field is a name in parentheses, which may hold anything.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return new CpuUse(
                    Long.parseLong(fields[UTIME]) / TICKS_PER_SECOND,
                    Long.parseLong(fields[UTIME + 1]) / TICKS_PER_SECOND);
        } catch (IOException e) {
            throw new UncheckedIOException("The CPU time of process " + pid + " cannot be read.", e);
        }
    }

    double total() {
        return user + kernel;
    }

    CpuUse since(CpuUse earlier) {
        return new CpuUse(user - earlier.user, kernel - earlier.kernel);
    }
}
