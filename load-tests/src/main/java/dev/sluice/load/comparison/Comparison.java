package dev.sluice.load.comparison;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * {@code ./sluice bench [calls] [faces] [streams]}: measures those named, or all; prints the tables, and writes them
 * beside the servers' logs.
 */
public final class Comparison {
    private static final int ROUNDS = 7;

    private Comparison() {}

    public static void main(String[] arguments) {
        for (String program : List.of("nginx", "wrk", "h2load", "curl")) {
            if (!Cores.isInstalled(program)) {
                System.err.println("The comparison needs " + program
                        + ", which is not on the PATH. On Debian: sudo apt-get install nginx wrk nghttp2-client curl");
                System.exit(1);
            }
        }
        Path directory = Path.of("load-tests/target/comparison");
        int status = 0;
        try (Peers peers = Peers.start(Workbench.prepare(directory))) {
            System.out.println("Measuring, " + ROUNDS + " rounds each, some minutes ...");
            Report report = new Report(tables(peers, Set.of(arguments)));
            System.out.println(report.markdown());
            report.write(directory);
            System.out.println("Written to " + directory.resolve("result.md") + " and result.json");
        } catch (RuntimeException e) {
            System.err.println("The comparison failed. " + e.getMessage());
            status = 1;
        }
        System.exit(status);
    }

    private static List<Table> tables(Peers peers, Set<String> asked) {
        Map<String, Supplier<Table>> known = new LinkedHashMap<>();
        known.put("calls", () -> Table.of("Calls", Unit.CALL, "nginx", Rounds.run(peers.calls(), ROUNDS)));
        known.put("faces", () -> Table.of("Faces", Unit.CALL, Peers.REST, Rounds.run(peers.faces(), ROUNDS)));
        known.put("streams", () -> Table.of("Streams", Unit.GIB, "nginx", Rounds.run(peers.streams(), ROUNDS)));
        if (!known.keySet().containsAll(asked)) {
            throw new IllegalArgumentException("Choose from " + known.keySet() + ".");
        }
        return known.entrySet().stream()
                .filter(table -> asked.isEmpty() || asked.contains(table.getKey()))
                .map(table -> table.getValue().get())
                .toList();
    }
}
