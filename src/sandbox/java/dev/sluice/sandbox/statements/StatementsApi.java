package dev.sluice.sandbox.statements;

import dev.sluice.sandbox.auth.Authenticator;
import dev.sluice.sandbox.auth.Principal;
import dev.sluice.sandbox.http.Call;
import dev.sluice.sandbox.http.Reply;
import dev.sluice.sandbox.http.Routes;
import dev.sluice.sandbox.journal.Ledger;
import dev.sluice.sandbox.journal.Ledger.Event;
import dev.sluice.sandbox.statements.StatementState.Canceled;
import dev.sluice.sandbox.warehouses.Warehouse;
import dev.sluice.sandbox.warehouses.Warehouses;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.InstantSource;

/** {@code /api/2.0/sql/statements}. Databricks REST: Statement Execution 2.0, and what drivers call besides. */
final class StatementsApi {
    private static final String ROOT = "/api/2.0/sql/statements";
    private final Vertx vertx;
    private final Authenticator authenticator;
    private final Warehouses warehouses;
    private final SessionBook sessions;
    private final StatementBook book;
    private final StatementRunner runner;
    private final StatementReplies replies;
    private final Ledger ledger;
    private final InstantSource clock;

    StatementsApi(
            Vertx vertx,
            Authenticator authenticator,
            Warehouses warehouses,
            SessionBook sessions,
            StatementBook book,
            StatementRunner runner,
            StatementReplies replies,
            Ledger ledger,
            InstantSource clock) {
        this.vertx = vertx;
        this.authenticator = authenticator;
        this.warehouses = warehouses;
        this.sessions = sessions;
        this.book = book;
        this.runner = runner;
        this.replies = replies;
        this.ledger = ledger;
        this.clock = clock;
    }

    void addTo(Routes routes) {
        routes.post(ROOT, authenticator.sql(this::execute))
                .get(ROOT + "/{id}", authenticator.sql(this::get))
                .get(ROOT + "/{id}/status", authenticator.sql(this::status))
                .get(ROOT + "/{id}/result/chunks/{index}", authenticator.sql(this::chunk))
                .post(ROOT + "/{id}/cancel", authenticator.sql(this::cancel))
                .delete(ROOT + "/{id}", authenticator.sql(this::close));
    }

    private Future<Reply> execute(Call call, Principal principal) {
        ExecuteRequest request = sessions.complete(RequestReader.read(call.json()));
        Warehouse warehouse = warehouses.forStatement(request.warehouseId(), principal);
        ledger.count(Event.EXECUTES);
        Statement statement = book.open(principal, warehouse, request);
        if (request.patience().isZero()) {
            Reply pending = replies.light(statement);
            runner.run(statement);
            return Future.succeededFuture(pending);
        }
        runner.run(statement);
        return endWithin(statement, request.patience()).map(ended -> {
            if (!ended && request.cancelOnTimeout()) {
                statement.end(new Canceled(clock.instant()));
            }
            return replies.whole(statement, call);
        });
    }

    private Future<Boolean> endWithin(Statement statement, Duration wait) {
        Promise<Boolean> first = Promise.promise();
        long timer = vertx.setTimer(wait.toMillis(), late -> first.tryComplete(false));
        statement.ended().onComplete(ended -> {
            vertx.cancelTimer(timer);
            first.tryComplete(true);
        });
        return first.future();
    }

    private Future<Reply> get(Call call, Principal principal) {
        ledger.count(Event.POLLS);
        return Future.succeededFuture(replies.whole(book.find(call.pathParameter("id"), principal), call));
    }

    private Future<Reply> status(Call call, Principal principal) {
        return Future.succeededFuture(replies.light(book.find(call.pathParameter("id"), principal)));
    }

    private Future<Reply> chunk(Call call, Principal principal) {
        ledger.count(Event.CHUNKS);
        Statement statement = book.find(call.pathParameter("id"), principal);
        return Future.succeededFuture(replies.chunk(statement, call.pathParameter("index"), call));
    }

    /** Always {@code {}}: for a statement that runs, one that has ended and one that never was. */
    private Future<Reply> cancel(Call call, Principal principal) {
        ledger.count(Event.CANCELS);
        StatementBook.requireUuid(call.pathParameter("id"));
        book.lookUp(call.pathParameter("id"))
                .filter(statement -> statement.owner().equals(principal))
                .ifPresent(statement -> statement.end(new Canceled(clock.instant())));
        return Future.succeededFuture(Reply.json(new JsonObject()));
    }

    /** Closes a statement of a session; one without stays readable, as was seen. */
    private Future<Reply> close(Call call, Principal principal) {
        ledger.count(Event.CLOSES);
        StatementBook.requireUuid(call.pathParameter("id"));
        book.lookUp(call.pathParameter("id"))
                .filter(statement -> statement.owner().equals(principal))
                .filter(statement -> statement.request().sessionId() != null)
                .ifPresent(book::close);
        return Future.succeededFuture(Reply.json(new JsonObject()));
    }
}
