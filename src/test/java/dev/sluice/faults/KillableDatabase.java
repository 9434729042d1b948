package dev.sluice.faults;

import static org.awaitility.Awaitility.await;

import dev.sluice.demo.Database;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** PostgreSQL that can be killed, paused and started again on its port, with the data that it had committed. */
final class KillableDatabase implements Database {
    private static final String NAME = "sluice";
    private static final String USER = "postgres";
    private static final Duration START_UP = Duration.ofSeconds(60);

    private final Path data;
    private final int port;
    private final EmbeddedPostgres server;
    private List<Long> paused = List.of();
    private List<String> command = List.of();
    private @Nullable Process restarted;

    private KillableDatabase(Path data, int port) throws IOException {
        this.data = data;
        this.port = port;
        this.server = launch();
    }

    static KillableDatabase start() {
        try {
            KillableDatabase database =
                    new KillableDatabase(Files.createTempDirectory("sluice-faults-postgres"), QuietPorts.free());
            try (Connection connection = database.server.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("create database " + NAME);
            }
            return database;
        } catch (IOException | SQLException e) {
            throw new IllegalStateException("PostgreSQL did not start: " + e.getMessage(), e);
        }
    }

    /** Commits are in the system's hands before they are told: a kill loses none of them. */
    private EmbeddedPostgres launch() throws IOException {
        return EmbeddedPostgres.builder()
                .setServerConfig("fsync", "off")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("max_connections", "200")
                .setLocaleConfig("locale", "C")
                .setPGStartupWait(START_UP)
                .setOverrideWorkingDirectory(new File(
                        System.getProperty("java.io.tmpdir"), "sluice-postgres-" + System.getProperty("user.name")))
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPort(port)
                .setErrorRedirector(ProcessBuilder.Redirect.DISCARD)
                .setOutputRedirector(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Ends all its processes by SIGKILL. */
    void kill() {
        List<Long> family = processes();
        command = commandOf(family.getFirst());
        Signals.KILL.to(family);
    }

    /** Stops all its processes by SIGSTOP: it accepts connections, as the kernel does that, and answers nothing. */
    void pause() {
        paused = processes();
        Signals.STOP.to(paused);
    }

    /** Lets it go on, or starts it again, whichever it needs. */
    void heal() {
        Signals.CONT.to(paused);
        paused = List.of();
        if (!command.isEmpty()) {
            startAgain();
            command = List.of();
        }
    }

    // The system may need a moment to let go of a killed server's memory, which the next one refuses to share.
    private void startAgain() {
        await().atMost(START_UP).until(() -> {
            if (restarted == null || !restarted.isAlive()) {
                restarted = relaunch();
            }
            return answers();
        });
        restarted = null;
    }

    private Process relaunch() {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL did not start again", e);
        }
    }

    private boolean answers() {
        try (Connection connection = server.getDatabase(USER, NAME).getConnection()) {
            return connection.isValid(1);
        } catch (SQLException starting) {
            return false;
        }
    }

    /** How a process was started; as root, PostgreSQL starts in a user namespace only. */
    private static List<String> commandOf(long pid) {
        try {
            List<String> line = new ArrayList<>();
            if (System.getProperty("user.name").equals("root")) {
                line.addAll(List.of("unshare", "-U"));
            }
            line.addAll(List.of(Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"))
                    .split("\0")));
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException("Process " + pid + " is gone", e);
        }
    }

    /** The first column of what a query gives. */
    List<String> rows(String query) {
        try (Connection connection = server.getDatabase(USER, NAME).getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private List<Long> processes() {
        try {
            return Signals.family(Long.parseLong(
                    Files.readAllLines(data.resolve("postmaster.pid")).getFirst()));
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL left no pid", e);
        }
    }

    @Override
    public String url() {
        return "postgresql://127.0.0.1:" + port + "/" + NAME;
    }

    @Override
    public String user() {
        return USER;
    }

    /** Any: the server trusts connections from this machine. */
    @Override
    public String password() {
        return USER;
    }

    @Override
    public void close() {
        heal();
        try {
            server.close();
            deleteData();
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL did not stop", e);
        }
    }

    private void deleteData() throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
