package dev.sluice.sandbox.statements;

import dev.sluice.sandbox.http.Body;
import dev.sluice.sandbox.http.Call;
import dev.sluice.sandbox.http.Refusal;
import dev.sluice.sandbox.http.Reply;
import dev.sluice.sandbox.sql.Result;
import dev.sluice.sandbox.statements.StatementState.Failed;
import dev.sluice.sandbox.statements.StatementState.Succeeded;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** What is answered about a statement: id, status and, once it has succeeded, manifest and first chunk. */
final class StatementReplies {
    private final ResultPages pages;

    StatementReplies(ResultPages pages) {
        this.pages = pages;
    }

    Reply whole(Statement statement, Call call) {
        StatementState state = statement.state();
        if (!(state instanceof Succeeded succeeded)) {
            return light(statement);
        }
        Result result = succeeded.result();
        JsonObject json = head(statement, state)
                .put("manifest", Manifest.of(statement, result, pages.byLinks(statement, result)));
        String text = json.encode();
        List<Body.Part> parts = new ArrayList<>();
        parts.add(ResultPages.bytes(text.substring(0, text.length() - 1) + ",\"result\":"));
        parts.addAll(pages.page(statement, result, 0, call).parts());
        parts.add(ResultPages.bytes("}"));
        return Reply.json(new Body(parts));
    }

    /** Id and status alone. */
    Reply light(Statement statement) {
        return Reply.json(head(statement, statement.state()));
    }

    /** One chunk, bare. */
    Reply chunk(Statement statement, String indexText, Call call) {
        Result result = result(statement);
        int index = index(indexText);
        if (index < 0 || index >= result.chunks().size()) {
            String message = "The chunk_index " + indexText + " is out of bounds.";
            throw Refusal.field("chunk_index", message);
        }
        return Reply.json(pages.page(statement, result, index, call));
    }

    private static Result result(Statement statement) {
        return switch (statement.state()) {
            case Succeeded succeeded -> succeeded.result();
            case StatementState.Closed closed -> throw noResult(statement, "does not exist");
            case StatementState other ->
                throw noResult(
                        statement, "the statement state should be SUCCEEDED before you can start fetching the result");
        };
    }

    private static Refusal noResult(Statement statement, String description) {
        return Refusal.of(
                404,
                "NOT_FOUND",
                "The result of the statement " + statement.id() + " was not found.",
                Refusal.resource("statement result", statement.id(), description));
    }

    private static int index(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException notANumber) {
            throw Refusal.of(400, "INVALID_PARAMETER_VALUE", "Error while parsing type: int32.");
        }
    }

    private static JsonObject head(Statement statement, StatementState state) {
        JsonObject status = new JsonObject().put("state", state.wireName());
        if (state instanceof Failed failed) {
            status.put(
                    "error",
                    new JsonObject().put("error_code", failed.errorCode()).put("message", failed.message()));
            if (failed.sqlState() != null) {
                status.put("sql_state", failed.sqlState());
            }
        }
        return new JsonObject().put("statement_id", statement.id()).put("status", status);
    }
}
