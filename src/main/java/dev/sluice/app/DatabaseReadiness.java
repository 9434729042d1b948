package dev.sluice.app;

import dev.sluice.store.Database;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready once the database has answered, after the migrations that precede everything. From then on ready for good:
 * what is in memory keeps serving while the database is away, which is told beside.
 */
@Readiness
@Singleton
final class DatabaseReadiness implements AsyncHealthCheck {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Database database;
    private final AtomicBoolean answeredOnce = new AtomicBoolean();

    DatabaseReadiness(Database database) {
        this.database = database;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return database.ping()
                .replaceWith(true)
                .ifNoItem()
                .after(PATIENCE)
                .recoverWithItem(false)
                .onFailure()
                .recoverWithItem(false)
                .map(this::told);
    }

    private HealthCheckResponse told(boolean answers) {
        if (answers) {
            answeredOnce.set(true);
        }
        return HealthCheckResponse.named("database")
                .status(answeredOnce.get())
                .withData("answers", answers)
                .build();
    }
}
