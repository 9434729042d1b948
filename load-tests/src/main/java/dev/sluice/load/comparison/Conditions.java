package dev.sluice.load.comparison;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** What a figure depends on besides the programs: the machine, the versions, who ran where. */
final class Conditions {
    private Conditions() {}

    static String here() {
        return String.join(
                ", ",
                processor(),
                Runtime.getRuntime().availableProcessors() + " cores",
                "Linux " + System.getProperty("os.version"),
                "JDK " + System.getProperty("java.vm.version") + " with " + String.join(" ", Gateway.JVM),
                nginx(),
                Cores.pinned() ? "server on core 0, load and workspace on core 1" : "nothing pinned",
                "plain HTTP on loopback",
                "load average " + loadAverage());
    }

    private static String processor() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown processor");
        } catch (IOException e) {
            return "unknown processor";
        }
    }

    /** What else the machine does: rates suffer from it, CPU times hardly. */
    private static String loadAverage() {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        return String.format(Locale.ROOT, "%.1f", load);
    }

    private static String nginx() {
        String printed = Command.run(Duration.ofSeconds(5), Map.of(), List.of("nginx", "-v"));
        return printed.substring(printed.indexOf(':') + 1).strip();
    }
}
