package dev.sluice.load.comparison;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Who runs where: what is measured has a core of its own where the machine has two and {@code taskset} is there. */
enum Cores {
    SUBJECT(0),
    LOAD(1);

    private final int number;

    Cores(int number) {
        this.number = number;
    }

    /** Whether processes are pinned on this machine. */
    static boolean pinned() {
        return Runtime.getRuntime().availableProcessors() > 1 && isInstalled("taskset");
    }

    static boolean isInstalled(String program) {
        for (String directory : System.getenv("PATH").split(":")) {
            if (Files.isExecutable(Path.of(directory, program))) {
                return true;
            }
        }
        return false;
    }

    List<String> command(List<String> command) {
        List<String> pinned = new ArrayList<>(command);
        if (pinned()) {
            pinned.addAll(0, List.of("taskset", "-c", Integer.toString(number)));
        }
        return pinned;
    }
}
