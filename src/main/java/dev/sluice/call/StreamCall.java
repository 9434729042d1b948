package dev.sluice.call;

import dev.sluice.account.AccountSelector;
import dev.sluice.statement.StatementRequest;
import dev.sluice.statement.StreamOptions;
import org.jspecify.annotations.Nullable;

/**
 * A stream of rows that an agent asks for: of a new statement, or of one that was started before.
 *
 * @param authorization the value of the caller's {@code Authorization} header
 */
public record StreamCall(
        @Nullable String authorization, AccountSelector account, Source source, StreamOptions options) {
    /** Where the rows come from. */
    public sealed interface Source {}

    /** A statement to run. */
    public record Run(StatementRequest statement) implements Source {}

    /** A statement that runs or has run. */
    public record Resume(String statementId) implements Source {}

    @Override
    public String toString() {
        return "StreamCall[" + source.getClass().getSimpleName() + "]";
    }
}
