package dev.sluice.sdk;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Packages of another language, installed for the tests in a directory of their own, once a build. A test that needs a
 * runtime that is not there is left out, and says so.
 */
sealed interface Packages {
    Logger LOG = Logger.getLogger(Packages.class);

    /** Where they are installed. */
    Path directory();

    /** Runs a script with these packages. */
    Command run(Path script);

    /** Packages of npm. */
    static Packages node(String name, String... releases) {
        boolean there = Command.areThere("node", "npm");
        assumed(there, name, "Node.js with npm");
        Path directory = directory(name);
        once(
                directory,
                () -> Command.in(
                                directory,
                                words(List.of("npm", "install", "--no-audit", "--no-fund", "--prefix", "."), releases))
                        .output());
        return new Node(directory);
    }

    /** Packages of PyPI; a release may also be {@code -r} and a file. */
    static Packages python(String name, String... releases) {
        assumed(pythonMakesEnvironments(), name, "Python with venv");
        Path directory = directory(name);
        once(directory, () -> {
            Command.in(directory, "python3", "-m", "venv", ".").output();
            Command.in(
                            directory,
                            words(List.of("bin/pip", "install", "--quiet", "--disable-pip-version-check"), releases))
                    .output();
        });
        return new Python(directory);
    }

    record Node(Path directory) implements Packages {
        // Modules are looked for from where the script lies.
        @Override
        public Command run(Path script) {
            try {
                Path copy = directory.resolve(script.getFileName());
                Files.copy(script, copy, StandardCopyOption.REPLACE_EXISTING);
                return Command.in(directory, "node", copy.toString());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    record Python(Path directory) implements Packages {
        @Override
        public Command run(Path script) {
            return Command.in(directory, directory.resolve("bin/python").toString(), script.toString());
        }
    }

    private static void assumed(boolean there, String name, String runtime) {
        if (!there) {
            LOG.warnf("Left out: %s, because %s is not there.", name, runtime);
        }
        assumeTrue(there, runtime + " is not there");
    }

    private static boolean pythonMakesEnvironments() {
        return Command.areThere("python3")
                && Command.in(
                                Path.of("."),
                                "python3",
                                "-c",
                                "import importlib.util as u; print(all(map(u.find_spec, ('venv', 'ensurepip'))))")
                        .output()
                        .contains("True");
    }

    private static Path directory(String name) {
        try {
            return Files.createDirectories(Path.of("target", "sdk", name).toAbsolutePath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void once(Path directory, Runnable installation) {
        Path done = directory.resolve(".installed");
        try {
            if (!Files.exists(done)) {
                installation.run();
                Files.createFile(done);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String[] words(List<String> command, String... releases) {
        return Stream.concat(command.stream(), Stream.of(releases)).toArray(String[]::new);
    }
}
