package dev.sluice.workspace.evidence;

import dev.sluice.fault.Fault;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells which fault the evidence means, in this order: exceptions that a text makes, where it stands with the status or
 * class that it belongs to; then {@code error_code}, error class and SQLSTATE; then the HTTP status; then the shape.
 */
public final class Judgement {
    private static final List<FaultPattern> ANSWERS = Stream.of(AnswerPatterns.ALL, CodePatterns.ALL)
            .flatMap(List::stream)
            .toList();

    private Judgement() {}

    /** @param principal the service principal's application id, for whom the remedy is */
    public static Fault onAnswer(Evidence answer, @Nullable String principal) {
        return Objects.requireNonNull(FaultPattern.first(ANSWERS, answer, principal), "no status is left untold");
    }

    /** As {@link #onAnswer}, on a statement that failed inside a success. */
    public static Fault onStatement(Evidence failed, @Nullable String principal) {
        return StatementPatterns.tell(failed, principal);
    }
}
