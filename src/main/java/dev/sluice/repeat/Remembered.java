package dev.sluice.repeat;

import io.vertx.core.buffer.Buffer;

/** How a call ended, as far as a repeat of it needs to know. */
public sealed interface Remembered {
    /** It was answered. */
    record Answer(Buffer body) implements Remembered {
        @Override
        public String toString() {
            return "Answer[bytes=" + body.length() + "]";
        }
    }

    /** It started a statement, whose state and rows the workspace keeps. */
    record Statement(String statementId) implements Remembered {}

    /** Nobody knows. */
    record Unknown() implements Remembered {}
}
