package dev.sluice.call.run;

import dev.sluice.workspace.Workspace;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;

/** Fetches a chunk of a result; a last one that is asked for as a whole and fits is passed on as it came. */
final class ChunkRun {
    private ChunkRun() {}

    static Uni<Buffer> start(Workspace workspace, ToolRun run) {
        long fromRow = run.params().path("row_offset").asLong();
        String statementId = run.params().path("statement_id").asText();
        return workspace
                .send(Requests.of(run))
                .map(Answers::successful)
                .flatMap(body -> fromRow == 0 && RowAnswers.isWhole(body, run.reception())
                        ? Uni.createFrom().item(body)
                        : LargeAnswers.work(() -> RowAnswers.chunk(body, fromRow, statementId, run.reception())));
    }
}
