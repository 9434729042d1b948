package dev.sluice.load.comparison;

import java.nio.file.Path;
import java.util.List;

/** {@code ./sluice bench}: measures calls and streams, prints the tables, and writes them beside the servers' logs. */
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
            System.out.println("Measuring calls, faces, then streams: " + ROUNDS + " rounds each, some minutes ...");
            Report report = new Report(List.of(
                    Table.of("Calls", Unit.CALL, "nginx", Rounds.run(peers.calls(), ROUNDS)),
                    Table.of("Faces", Unit.CALL, Peers.REST, Rounds.run(peers.faces(), ROUNDS)),
                    Table.of("Streams", Unit.GIB, "nginx", Rounds.run(peers.streams(), ROUNDS))));
            System.out.println(report.markdown());
            report.write(directory);
            System.out.println("Written to " + directory.resolve("result.md") + " and result.json");
        } catch (RuntimeException e) {
            System.err.println("The comparison failed. " + e.getMessage());
            status = 1;
        }
        System.exit(status);
    }
}
