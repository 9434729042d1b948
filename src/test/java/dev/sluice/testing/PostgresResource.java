package dev.sluice.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
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
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A real PostgreSQL from its binaries, started once a JVM, with a database for the application under test. */
public final class PostgresResource implements QuarkusTestResourceLifecycleManager {
    private static final String DATABASE = "sluice";
    private static final String MAINTENANCE = "postgres";
    private static final String USER = "postgres";

    private static @Nullable EmbeddedPostgres server;
    private static List<String> paused = List.of();

    @Override
    public Map<String, String> start() {
        return Map.of(
                "sluice.db.url",
                "postgresql://localhost:" + server().getPort() + "/" + DATABASE,
                "sluice.db.username",
                USER,
                "sluice.db.password",
                USER,
                "sluice.operator.token",
                Gateway.OPERATOR_TOKEN);
    }

    @Override
    public void stop() {
        // The server ends with the JVM: later tests use it too.
    }

    /** The first column of what a query gives in the application's database. */
    public static List<String> rows(String query) {
        try (Connection connection = connection(DATABASE);
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

    /** Runs a statement in the application's database. */
    public static void execute(String sql) {
        execute(server(), DATABASE, sql);
    }

    /** Throws the application out of its database and keeps it out. */
    public static void close() {
        execute(server(), MAINTENANCE, "alter database " + DATABASE + " allow_connections false");
        execute(
                server(),
                MAINTENANCE,
                "select pg_terminate_backend(pid) from pg_stat_activity where datname = '" + DATABASE + "'");
    }

    /** Lets the application into its database again. */
    public static void open() {
        execute(server(), MAINTENANCE, "alter database " + DATABASE + " allow_connections true");
    }

    /** A connection of the test's own to the application's database. */
    public static Connection connect() {
        try {
            return connection(DATABASE);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** Stops all processes of the server where they are: its sockets stay open and nothing answers. */
    public static void pause() {
        paused = serverProcesses();
        signal("STOP", paused);
    }

    /** Lets the processes of the server go on. */
    public static void resume() {
        signal("CONT", paused);
        paused = List.of();
    }

    private static List<String> serverProcesses() {
        String directory = rows("show data_directory").getFirst();
        try {
            ProcessHandle first = ProcessHandle.of(
                            Long.parseLong(Files.readAllLines(Path.of(directory, "postmaster.pid"))
                                    .getFirst()))
                    .orElseThrow();
            return Stream.concat(Stream.of(first), first.descendants())
                    .map(process -> Long.toString(process.pid()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void signal(String name, List<String> processes) {
        if (processes.isEmpty()) {
            return;
        }
        try {
            List<String> kill = new ArrayList<>(List.of("kill", "-" + name));
            kill.addAll(processes);
            new ProcessBuilder(kill).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Connection connection(String database) throws SQLException {
        return server().getDatabase(USER, database).getConnection();
    }

    private static void execute(EmbeddedPostgres postgres, String database, String sql) {
        try (Connection connection = postgres.getDatabase(USER, database).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static synchronized EmbeddedPostgres server() {
        if (server == null) {
            server = started();
            execute(server, MAINTENANCE, "create database " + DATABASE);
        }
        return server;
    }

    private static EmbeddedPostgres started() {
        try {
            return EmbeddedPostgres.builder()
                    .setPGStartupWait(Duration.ofSeconds(60))
                    .setServerConfig("fsync", "off")
                    .setServerConfig("synchronous_commit", "off")
                    .setServerConfig("full_page_writes", "off")
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL did not start", e);
        }
    }
}
