package dev.sluice.statement;

import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.workspace.ResultBody;
import dev.sluice.workspace.Workspace;
import dev.sluice.workspace.WorkspaceClient;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Opens chunks of one result: asks the workspace for a link, renews one about to expire, and follows it. */
final class ChunkOpener {
    // Links are renewed this early, so that a slow connect does not meet an expired one.
    private static final Duration LINK_MARGIN = Duration.ofSeconds(60);

    private final StatementClient statements;
    private final WorkspaceClient client;
    private final Workspace workspace;
    private final String statementId;
    private final InstantSource clock;
    private @Nullable ChunkPart known;

    ChunkOpener(
            Workspace workspace,
            WorkspaceClient client,
            String statementId,
            @Nullable ChunkPart known,
            InstantSource clock) {
        this.workspace = workspace;
        this.statements = new StatementClient(workspace);
        this.client = client;
        this.statementId = statementId;
        this.known = known;
        this.clock = clock;
    }

    String statementId() {
        return statementId;
    }

    Uni<ChunkBody> open(int index) {
        ChunkPart part = known;
        known = null;
        if (part != null && part.chunkIndex() == index && usable(part)) {
            return follow(part);
        }
        return fresh(index);
    }

    /** Opens with a new link, whatever is known: for a second try. */
    Uni<ChunkBody> fresh(int index) {
        return statements.chunk(statementId, index).flatMap(this::follow);
    }

    private boolean usable(ChunkPart part) {
        return switch (part) {
            case ChunkPart.Inline inline -> true;
            case ChunkPart.Link link -> clock.instant().plus(LINK_MARGIN).isBefore(link.expiration());
        };
    }

    private Uni<ChunkBody> follow(ChunkPart part) {
        return switch (part) {
            case ChunkPart.Inline inline -> Uni.createFrom().item(new ChunkBody.Inline(inline.rows()));
            case ChunkPart.Link link ->
                client.openLink(workspace.host(), link.uri(), link.headers()).map(ChunkOpener::checked);
        };
    }

    private static ChunkBody checked(ResultBody body) {
        if (body.status() != 200) {
            body.cancel();
            throw Fault.of(
                            FaultCode.RESULT_STREAM_BROKEN,
                            "The object store answered HTTP " + body.status() + " for a result chunk.",
                            "Resume the stream at the next row_offset.")
                    .asException();
        }
        return new ChunkBody.Linked(body);
    }
}
