package dev.sluice.repeat;

import io.vertx.core.buffer.Buffer;

/** What a caller gets: the answer of the call that it made, or word of the first of equal calls. */
public sealed interface Outcome {
    /** The call ran. */
    record First(Buffer answer) implements Outcome {
        @Override
        public String toString() {
            return "First[bytes=" + answer.length() + "]";
        }
    }

    /**
     * The call was a repeat and did not run.
     *
     * @param executionId of the first call
     */
    record Repeat(String executionId, Remembered remembered) implements Outcome {}
}
