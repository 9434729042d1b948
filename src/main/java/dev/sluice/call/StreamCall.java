package dev.sluice.call;

import dev.sluice.account.AccountSelector;
import dev.sluice.audit.CallOrigin;
import dev.sluice.caller.Caller;
import dev.sluice.statement.StatementRequest;
import dev.sluice.statement.StreamOptions;

/**
 * A stream of rows that an agent asks for: of a new statement, or of one that was started before.
 *
 * @param executionId names this call in every fault and in its record
 * @param caller who asks, proven by the face
 * @param origin where the call came from, for its record
 */
public record StreamCall(
        String executionId,
        Caller caller,
        AccountSelector account,
        Source source,
        StreamOptions options,
        CallOrigin origin) {
    /** Where the rows come from. */
    public sealed interface Source {
        /** The tool that a stream is another form of. */
        String tool();
    }

    /** A statement to run. */
    public record Run(StatementRequest statement) implements Source {
        @Override
        public String tool() {
            return "databricksworkspace_sql_statement_execute";
        }
    }

    /** A statement that runs or has run. */
    public record Resume(String statementId) implements Source {
        @Override
        public String tool() {
            return "databricksworkspace_sql_statement_result_chunk_get";
        }
    }

    @Override
    public String toString() {
        return "StreamCall[" + executionId + ", " + source.getClass().getSimpleName() + "]";
    }
}
