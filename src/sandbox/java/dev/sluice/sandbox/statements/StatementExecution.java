package dev.sluice.sandbox.statements;

import dev.sluice.sandbox.auth.Authenticator;
import dev.sluice.sandbox.http.Routes;
import dev.sluice.sandbox.journal.Ledger;
import dev.sluice.sandbox.settings.LiveSettings;
import dev.sluice.sandbox.sql.SqlEngine;
import dev.sluice.sandbox.statements.StatementState.Failed;
import dev.sluice.sandbox.warehouses.Warehouse;
import dev.sluice.sandbox.warehouses.Warehouses;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.nio.file.Path;
import java.time.InstantSource;

/** Statement execution as a whole: what the workspace wires in and mounts. */
public final class StatementExecution {
    private static final long SWEEP_MILLIS = 30_000;
    private final StatementBook book;
    private final ResultLinks links;
    private final StatementsApi statements;
    private final SessionsApi sessions;
    private final StorageApi storage;
    private final InstantSource clock;

    /** What statement execution stands on. */
    public record Ground(
            Vertx vertx,
            WorkerExecutor workers,
            SqlEngine engine,
            Path spool,
            Authenticator authenticator,
            Warehouses warehouses,
            Ledger ledger,
            LiveSettings settings,
            InstantSource clock,
            String workspaceId) {}

    public StatementExecution(Ground ground) {
        LiveSettings settings = ground.settings;
        this.clock = ground.clock;
        this.book = new StatementBook(ground.vertx, ground.spool, settings, clock);
        this.links = new ResultLinks(ground.workspaceId, settings, clock);
        SessionBook open = new SessionBook();
        this.statements = new StatementsApi(
                ground.vertx,
                ground.authenticator,
                ground.warehouses,
                open,
                book,
                new StatementRunner(ground.vertx, ground.workers, ground.engine, settings, clock),
                new StatementReplies(new ResultPages(links, settings)),
                ground.ledger,
                clock);
        this.sessions = new SessionsApi(ground.authenticator, ground.warehouses, open);
        this.storage = new StorageApi(book, links, ground.ledger);
        ground.warehouses.all().forEach(warehouse -> warehouse.onStop(this::stopped));
        ground.vertx.setPeriodic(SWEEP_MILLIS, timer -> book.sweep());
    }

    /** Mounts the API. */
    public void addTo(Routes routes) {
        statements.addTo(routes);
        sessions.addTo(routes);
    }

    /** Mounts the host that links lead to. */
    public void addStorageTo(Routes routes) {
        storage.addTo(routes);
    }

    /** Tells the port of the storage host; links need it. */
    public void linksServedAt(int port) {
        links.servedAt(port);
    }

    private void stopped(Warehouse warehouse) {
        String message = "Command failed because warehouse " + warehouse.id() + " was stopped.";
        book.endAll(warehouse, new Failed("BAD_REQUEST", message, null, clock.instant()));
    }
}
