package dev.sluice.statement;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sluice.fault.Fault;
import dev.sluice.workspace.FaultTeller;
import dev.sluice.workspace.WorkspaceResponse;
import io.netty.buffer.ByteBufInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** What became of a statement: reads its answer just as far as {@code status}, which comes before the rows. */
public final class StatementOutcome {
    private static final JsonFactory JSON = new JsonFactory();

    private final WorkspaceResponse response;
    private @Nullable String statementId;
    private String state = "";
    private @Nullable String errorCode;
    private @Nullable String sqlState;
    private String message = "";

    private StatementOutcome(WorkspaceResponse response) {
        this.response = response;
    }

    /** Reads the outcome of an execute or get answer; {@code NOT_A_WORKSPACE} if it tells of no statement. */
    public static StatementOutcome of(WorkspaceResponse response) {
        StatementOutcome outcome = new StatementOutcome(response);
        // The answer may be large, and its status stands at its beginning.
        try (JsonParser parser = JSON.createParser(
                (InputStream) new ByteBufInputStream(response.body().getByteBuf()))) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                outcome.readUntilStatus(parser);
                if (!outcome.state.isEmpty()) {
                    return outcome;
                }
            }
        } catch (IOException notJson) {
            // Told below.
        }
        throw FaultTeller.unreadable(response).asException();
    }

    /** The statement's id, if the answer named it. */
    public @Nullable String statementId() {
        return statementId;
    }

    /** Whether the statement waits or runs. */
    public boolean isUnderway() {
        return state.equals("PENDING") || state.equals("RUNNING");
    }

    /** The fault of a statement that {@code FAILED} inside an HTTP 200; null for every other state. */
    public @Nullable Fault fault() {
        return state.equals("FAILED")
                ? FaultTeller.tellStatement(response.principal(), errorCode, sqlState, message)
                        .withStatementId(statementId)
                        .withUpstreamRequestId(response.requestId())
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
