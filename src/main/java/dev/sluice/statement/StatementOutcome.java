package dev.sluice.statement;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sluice.fault.Fault;
import dev.sluice.workspace.FaultTeller;
import dev.sluice.workspace.WorkspaceResponse;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Looks into a statement's answer just far enough to see whether it failed: {@code status} comes before the rows. */
public final class StatementOutcome {
    private static final JsonFactory JSON = new JsonFactory();

    private @Nullable String statementId;
    private String state = "";
    private @Nullable String errorCode;
    private @Nullable String sqlState;
    private String message = "";

    private StatementOutcome() {}

    /** The fault of a statement that {@code FAILED} inside an HTTP 200; null for every other state. */
    public static @Nullable Fault faultOf(WorkspaceResponse response) {
        Fault fault = faultOf(response.body(), response.principal());
        return fault == null ? null : fault.withUpstreamRequestId(response.requestId());
    }

    /** As {@link #faultOf(WorkspaceResponse)}, where it is not known whom the answer was given to. */
    public static @Nullable Fault faultOf(Buffer body) {
        return faultOf(body, null);
    }

    private static @Nullable Fault faultOf(Buffer body, @Nullable String principal) {
        StatementOutcome outcome = new StatementOutcome();
        try (JsonParser parser = JSON.createParser(body.getBytes())) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return FaultTeller.notAWorkspace();
            }
            outcome.readUntilStatus(parser);
        } catch (IOException notJson) {
            return FaultTeller.notAWorkspace();
        }
        return outcome.state.equals("FAILED")
                ? FaultTeller.tellStatement(principal, outcome.errorCode, outcome.sqlState, outcome.message)
                        .withStatementId(outcome.statementId)
                : null;
    }

    private void readUntilStatus(JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            if (name.equals("statement_id")) {
                statementId = parser.getValueAsString();
            } else if (name.equals("status")) {
                readStatus(parser);
                return;
            } else {
                parser.skipChildren();
            }
        }
    }

    private void readStatus(JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (name) {
                case "state" -> state = parser.getValueAsString("");
                case "sql_state" -> sqlState = parser.getValueAsString();
                case "error" -> readError(parser, value);
                default -> parser.skipChildren();
            }
        }
    }

    private void readError(JsonParser parser, JsonToken start) throws IOException {
        if (start != JsonToken.START_OBJECT) {
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "error_code" -> errorCode = parser.getValueAsString();
                case "message" -> message = parser.getValueAsString("");
                default -> parser.skipChildren();
            }
        }
    }
}
