package dev.sluice.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A real PostgreSQL from its binaries, started once a JVM; the application under test gets its address. */
public final class PostgresResource implements QuarkusTestResourceLifecycleManager {
    @Nullable
    private static EmbeddedPostgres server;

    @Override
    public Map<String, String> start() {
        int port = server().getPort();
        return Map.of(
                "sluice.db.url",
                "postgresql://localhost:" + port + "/postgres",
                "sluice.db.username",
                "postgres",
                "sluice.db.password",
                "postgres",
                "sluice.operator.token",
                Gateway.OPERATOR_TOKEN);
    }

    @Override
    public void stop() {
        // The server ends with the JVM: later tests use it too.
    }

    /** The running server, which a test may ask directly. */
    public static synchronized EmbeddedPostgres server() {
        if (server == null) {
            server = started();
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
                    .setServerConfig("max_connections", "100")
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL did not start", e);
        }
    }
}
