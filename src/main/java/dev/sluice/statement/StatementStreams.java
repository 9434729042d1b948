package dev.sluice.statement;

import dev.sluice.workspace.Workspace;
import dev.sluice.workspace.WorkspaceClient;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;

/**
 * Opens streams of rows. Call on the event loop of the reader. A stream tells whoever opened it, once, when it is over:
 * ended, failed or cancelled.
 */
@ApplicationScoped
public class StatementStreams {
    private final Vertx vertx;
    private final WorkspaceClient client;
    private final InstantSource clock;

    public StatementStreams(Vertx vertx, WorkspaceClient client) {
        this.vertx = vertx;
        this.client = client;
        this.clock = InstantSource.system();
    }

    /** Runs a statement and streams its rows. */
    public StatementStream run(
            Workspace workspace, StatementRequest request, StreamOptions options, LineSink sink, Runnable whenOver) {
        StatementStream stream =
                new StatementStream(vertx, workspace, client, options, sink, clock, request.warehouseId(), whenOver);
        stream.submit(request);
        return stream;
    }

    /** Streams the rows of a statement that was started before, from {@link StreamOptions#rowOffset()} on. */
    public StatementStream resume(
            Workspace workspace, String statementId, StreamOptions options, LineSink sink, Runnable whenOver) {
        StatementStream stream = new StatementStream(vertx, workspace, client, options, sink, clock, null, whenOver);
        stream.attach(statementId);
        return stream;
    }
}
