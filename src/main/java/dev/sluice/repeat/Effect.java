package dev.sluice.repeat;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * What a call brought about.
 *
 * @param answer for its caller
 * @param statementId the statement that it started, if it did
 */
public record Effect(Buffer answer, @Nullable String statementId) {
    Remembered remembered() {
        return statementId == null ? new Remembered.Answer(answer) : new Remembered.Statement(statementId);
    }

    @Override
    public String toString() {
        return "Effect[statementId=" + statementId + "]";
    }
}
