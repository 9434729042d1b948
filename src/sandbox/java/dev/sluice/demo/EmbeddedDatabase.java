package dev.sluice.demo;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * PostgreSQL from binaries on the classpath, on a free loopback port, gone with its data when closed. Runs as root too
 * (in a user namespace of its own). Durability is switched off: nothing here outlives the process anyway.
 */
public final class EmbeddedDatabase implements Database {
    private static final Duration START_UP = Duration.ofSeconds(60);

    private static final String NAME = "sluice";

    private final EmbeddedPostgres postgres;

    private EmbeddedDatabase(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    public static EmbeddedDatabase start() {
        try {
            EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                    .setServerConfig("fsync", "off")
                    .setServerConfig("synchronous_commit", "off")
                    .setServerConfig("full_page_writes", "off")
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .setServerConfig("max_connections", "100")
                    .setLocaleConfig("locale", "C")
                    .setPGStartupWait(START_UP)
                    .setOverrideWorkingDirectory(workingDirectory())
                    .setRegisterShutdownHook(false)
                    .setErrorRedirector(ProcessBuilder.Redirect.DISCARD)
                    .setOutputRedirector(ProcessBuilder.Redirect.DISCARD)
                    .start();
            createDatabase(postgres);
            return new EmbeddedDatabase(postgres);
        } catch (IOException e) {
            throw new UncheckedIOException("The embedded PostgreSQL did not start: " + e.getMessage(), e);
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "The embedded PostgreSQL refused to create a database: " + e.getMessage(), e);
        }
    }

    @Override
    public String url() {
        return "postgresql://127.0.0.1:" + postgres.getPort() + "/" + NAME;
    }

    @Override
    public String user() {
        return "postgres";
    }

    /** Any: the server trusts connections from this machine. */
    @Override
    public String password() {
        return "postgres";
    }

    /** One a user: what root unpacked, others cannot use. */
    private static File workingDirectory() {
        return new File(System.getProperty("java.io.tmpdir"), "sluice-postgres-" + System.getProperty("user.name"));
    }

    private static void createDatabase(EmbeddedPostgres postgres) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + NAME);
        }
    }

    @Override
    public void close() {
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The embedded PostgreSQL did not stop: " + e.getMessage(), e);
        }
    }
}
