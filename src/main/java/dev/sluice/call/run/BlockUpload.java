package dev.sluice.call.run;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.workspace.Workspace;
import dev.sluice.workspace.WorkspaceRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;

/**
 * Writes a DBFS file: in one request if it may be, else block by block (Databricks REST: dbfs/put takes 1 MiB, as does
 * each dbfs/add-block).
 */
final class BlockUpload {
    // Base64 of 1 MiB less some bytes: a multiple of four, so that every block decodes by itself.
    private static final int BLOCK = 1024 * 1024 / 3 * 4;
    private static final String DBFS = "/api/2.0/dbfs/";

    private final Workspace workspace;
    private final String contents;

    private BlockUpload(Workspace workspace, String contents) {
        this.workspace = workspace;
        this.contents = contents;
    }

    static Uni<Buffer> start(Workspace workspace, ToolRun run) {
        ObjectNode file = run.tool().request().bodyFor(run.params());
        String contents = file == null ? "" : file.path("contents").asText();
        if (file == null || contents.length() <= BLOCK) {
            return ObjectRun.start(workspace, run);
        }
        return new BlockUpload(workspace, contents).write(file.deepCopy().without("contents"));
    }

    private Uni<Buffer> write(ObjectNode place) {
        return post("create", place).flatMap(created -> {
            // An integer of 64 bits: told back as it came.
            ObjectNode handle = JsonNodeFactory.instance.objectNode();
            handle.set("handle", created.path("handle"));
            return block(handle, 0)
                    .flatMap(done -> post("close", handle))
                    .onFailure()
                    .call(cut -> post("close", handle).onFailure().recoverWithNull())
                    .onFailure()
                    .transform(cut -> incomplete().asException())
                    .map(Answers::bytes);
        });
    }

    private static Fault incomplete() {
        return Fault.of(
                FaultCode.OUTCOME_UNKNOWN,
                "The file was begun, and its content did not arrive whole.",
                "Put it again with overwrite: true and another idempotency key.");
    }

    private Uni<ObjectNode> block(ObjectNode handle, int from) {
        int until = Math.min(from + BLOCK, contents.length());
        return post("add-block", handle.deepCopy().put("data", contents.substring(from, until)))
                .flatMap(added -> until < contents.length()
                        ? block(handle, until)
                        : Uni.createFrom().item(added));
    }

    private Uni<ObjectNode> post(String verb, ObjectNode body) {
        return workspace
                .send(WorkspaceRequest.post(DBFS + verb, Buffer.buffer(body.toString()), Duration.ZERO))
                .map(Answers::done);
    }
}
