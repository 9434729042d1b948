package dev.sluice.statement;

import dev.sluice.workspace.Workspace;
import dev.sluice.workspace.WorkspaceClient;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Opens streams of rows. Call on the event loop of the reader. A stream tells whoever opened it, once, when it is over:
 * ended, failed or cancelled.
 */
@ApplicationScoped
public class StatementStreams {
    private final Vertx vertx;
    private final WorkspaceClient client;
    private final InstantSource clock;
    private final Map<StatementStream, Context> open = new ConcurrentHashMap<>();

    public StatementStreams(Vertx vertx, WorkspaceClient client) {
        this.vertx = vertx;
        this.client = client;
        this.clock = InstantSource.system();
    }

    /** Runs a statement and streams its rows. */
    public StatementStream run(
            Workspace workspace, StatementRequest request, StreamOptions options, LineSink sink, StreamEnd end) {
        StatementStream stream = opened(workspace, options, sink, request.warehouseId(), end);
        stream.submit(request);
        return stream;
    }

    /** Streams the rows of a statement that was started before, from {@link StreamOptions#rowOffset()} on. */
    public StatementStream resume(
            Workspace workspace, String statementId, StreamOptions options, LineSink sink, StreamEnd end) {
        StatementStream stream = opened(workspace, options, sink, null, end);
        stream.attach(statementId);
        return stream;
    }

    /** How many streams are open. */
    public int open() {
        return open.size();
    }

    /** Ends all open streams where they are, with what their readers need to go on at another gateway. */
    public void interrupt() {
        open.forEach((stream, loop) -> loop.runOnContext(ignored -> stream.interrupt()));
    }

    private StatementStream opened(
            Workspace workspace, StreamOptions options, LineSink sink, @Nullable String warehouseId, StreamEnd end) {
        StatementStream[] stream = new StatementStream[1];
        stream[0] = new StatementStream(vertx, workspace, client, options, sink, clock, warehouseId, cause -> {
            open.remove(stream[0]);
            end.over(cause);
        });
        open.put(stream[0], vertx.getOrCreateContext());
        return stream[0];
    }
}
