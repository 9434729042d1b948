package dev.sluice.call.run;

import java.util.function.Consumer;

/**
 * How a caller takes its answer.
 *
 * @param mostBytes how long the answer may be; what has rows or items is cut to it, with {@code next} for the rest
 * @param progress hears, in a few words, what the call waits for; must not block
 */
public record Reception(int mostBytes, Consumer<String> progress) {
    /** Whole, and without word in between. */
    public static final Reception USUAL = new Reception(Answers.MOST_BYTES, stage -> {});

    public Reception {
        mostBytes = Math.min(mostBytes, Answers.MOST_BYTES);
    }

    /** What an answer may hold of items or rows, so that what describes them has room beside them. */
    int mostContent() {
        return mostBytes - mostBytes / 12;
    }
}
