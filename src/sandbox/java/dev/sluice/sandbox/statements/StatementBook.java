package dev.sluice.sandbox.statements;

import dev.sluice.sandbox.auth.Principal;
import dev.sluice.sandbox.http.Refusal;
import dev.sluice.sandbox.settings.LiveSettings;
import dev.sluice.sandbox.statements.StatementState.Ended;
import dev.sluice.sandbox.statements.StatementState.Succeeded;
import dev.sluice.sandbox.warehouses.Warehouse;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** All statements that the workspace remembers. Results and statements age by the workspace's clock, and go. */
final class StatementBook {
    private final Map<String, Statement> statements = new ConcurrentHashMap<>();
    private final Vertx vertx;
    private final Path spool;
    private final LiveSettings settings;
    private final InstantSource clock;

    StatementBook(Vertx vertx, Path spool, LiveSettings settings, InstantSource clock) {
        this.vertx = vertx;
        this.spool = spool;
        this.settings = settings;
        this.clock = clock;
    }

    Statement open(Principal owner, Warehouse warehouse, ExecuteRequest request) {
        String id = UUID.randomUUID().toString();
        Statement statement = new Statement(id, owner, warehouse, request, spool.resolve(id));
        statements.put(id, statement);
        return statement;
    }

    /**
     * The principal's statement of this id; another's is as absent as one that never was.
     *
     * @throws Refusal where the id is no UUID, or there is no such statement (any more)
     */
    Statement find(String id, Principal principal) {
        requireUuid(id);
        return lookUp(id)
                .filter(statement -> statement.owner().equals(principal))
                .orElseThrow(() -> absent(id));
    }

    /** The statement of this id, aged to now. */
    Optional<Statement> lookUp(String id) {
        @Nullable Statement statement = statements.get(id);
        if (statement == null) {
            return Optional.empty();
        }
        age(statement);
        return Optional.ofNullable(statements.get(id));
    }

    static void requireUuid(String id) {
        try {
            UUID.fromString(id);
        } catch (IllegalArgumentException notAUuid) {
            throw Refusal.of(400, "INVALID_PARAMETER_VALUE", "Error while parsing type: statement_id.");
        }
    }

    /** Drops what is past its time, and its files. */
    void sweep() {
        statements.values().forEach(this::age);
    }

    /** Ends the life of a result: its files go. */
    void close(Statement statement) {
        if (statement.close(clock.instant())) {
            deleteFiles(statement);
        }
    }

    void endAll(Warehouse warehouse, Ended end) {
        statements.values().stream()
                .filter(statement -> statement.warehouse() == warehouse)
                .forEach(statement -> statement.end(end));
    }

    private void age(Statement statement) {
        if (!(statement.state() instanceof Ended ended)) {
            return;
        }
        Duration kept = settings.now().statements().statementLifetime();
        if (past(ended.at(), kept)) {
            statements.remove(statement.id());
            deleteFiles(statement);
        } else if (ended instanceof Succeeded
                && past(ended.at(), settings.now().statements().resultLifetime())) {
            close(statement);
        }
    }

    private boolean past(Instant since, Duration lifetime) {
        return since.plus(lifetime).isBefore(clock.instant());
    }

    private void deleteFiles(Statement statement) {
        vertx.fileSystem().deleteRecursive(statement.spool().toString(), true);
    }

    private static Refusal absent(String id) {
        return Refusal.of(
                404,
                "NOT_FOUND",
                "The statement " + id + " was not found.",
                Refusal.resource("statement", id, "does not exist"));
    }
}
