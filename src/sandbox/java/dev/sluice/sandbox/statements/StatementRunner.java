package dev.sluice.sandbox.statements;

import dev.sluice.sandbox.settings.LiveSettings;
import dev.sluice.sandbox.settings.SandboxSettings;
import dev.sluice.sandbox.sql.Query;
import dev.sluice.sandbox.sql.Result;
import dev.sluice.sandbox.sql.SqlEngine;
import dev.sluice.sandbox.sql.SqlFailure;
import dev.sluice.sandbox.statements.StatementState.Ended;
import dev.sluice.sandbox.statements.StatementState.Failed;
import dev.sluice.sandbox.statements.StatementState.Succeeded;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Runs statements: waits for the warehouse, then runs the SQL on the workspace's own worker threads. */
final class StatementRunner {
    private static final String TOO_LARGE =
            "Inline byte limit exceeded. Statements executed with disposition=INLINE can"
                    + " have a result size of at most %d bytes. Please execute the statement with"
                    + " disposition=EXTERNAL_LINKS if you want to download the full result.";
    private final Vertx vertx;
    private final WorkerExecutor workers;
    private final SqlEngine engine;
    private final LiveSettings settings;
    private final InstantSource clock;

    StatementRunner(Vertx vertx, WorkerExecutor workers, SqlEngine engine, LiveSettings settings, InstantSource clock) {
        this.vertx = vertx;
        this.workers = workers;
        this.engine = engine;
        this.settings = settings;
        this.clock = clock;
    }

    void run(Statement statement) {
        statement
                .warehouse()
                .ready()
                .onSuccess(ready -> workers.executeBlocking(
                        () -> {
                            work(statement);
                            return null;
                        },
                        false));
    }

    private void work(Statement statement) {
        if (!statement.begin()) {
            return;
        }
        long started = System.nanoTime();
        Ended end = outcome(statement);
        Duration left = settings.now().statements().minimumRun().minusNanos(System.nanoTime() - started);
        if (left.toMillis() > 0) {
            vertx.setTimer(left.toMillis(), timer -> statement.end(end));
        } else {
            statement.end(end);
        }
    }

    private Ended outcome(Statement statement) {
        try {
            Files.createDirectories(statement.spool());
            return check(statement, engine.run(query(statement), statement.cancellation()));
        } catch (SqlFailure failure) {
            return failed("BAD_REQUEST", String.valueOf(failure.getMessage()), failure.sqlState());
        } catch (IOException | RuntimeException broken) {
            return failed("INTERNAL_ERROR", "The sandbox could not run the statement: " + broken, null);
        }
    }

    private Ended check(Statement statement, Result result) {
        long most = settings.now().statements().inlineLimitBytes();
        ExecuteRequest request = statement.request();
        boolean limited = request.byteLimit() != null;
        boolean cut = result.truncated() && !fills(request, result);
        if (request.disposition() == Disposition.INLINE && (result.byteCount() > most || (cut && !limited))) {
            return failed("BAD_REQUEST", TOO_LARGE.formatted(most), null);
        }
        return new Succeeded(result, clock.instant());
    }

    private static boolean fills(ExecuteRequest request, Result result) {
        Long rows = request.rowLimit();
        return rows != null && result.rowCount() >= rows;
    }

    private Query query(Statement statement) {
        ExecuteRequest request = statement.request();
        SandboxSettings.Statements limits = settings.now().statements();
        boolean links = request.disposition() == Disposition.EXTERNAL_LINKS;
        Long bytes = request.byteLimit();
        if (bytes == null && request.disposition() == Disposition.INLINE) {
            // One byte over the ceiling is enough to know that the result does not fit.
            bytes = limits.inlineLimitBytes() + 1;
        }
        return new Query(
                request.statement(),
                request.catalog(),
                request.schema(),
                request.parameters(),
                request.rowLimit(),
                bytes,
                statement.owner().clientId(),
                request.format(),
                statement.spool(),
                links ? limits.linkChunkBytes() : limits.inlineChunkBytes(),
                limits.timeZone());
    }

    private Failed failed(String code, String message, @Nullable String sqlState) {
        return new Failed(code, message, sqlState, clock.instant());
    }
}
