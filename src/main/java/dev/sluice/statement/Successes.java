package dev.sluice.statement;

import dev.sluice.workspace.FaultTeller;
import dev.sluice.workspace.WorkspaceResponse;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;

/** Tells successes of a workspace from its faults. */
final class Successes {
    private Successes() {}

    /** The answer, if it is a success with a JSON object; its fault if not. */
    static WorkspaceResponse only(WorkspaceResponse response) {
        if (!response.succeeded() || !response.isJsonObject()) {
            throw FaultTeller.tell(response).asException();
        }
        return response;
    }

    /** The body of a success; {@code NOT_A_WORKSPACE} if it is no JSON. */
    static JsonObject json(WorkspaceResponse response) {
        try {
            return new JsonObject(response.body());
        } catch (DecodeException notJson) {
            throw FaultTeller.notAWorkspace().asException();
        }
    }
}
