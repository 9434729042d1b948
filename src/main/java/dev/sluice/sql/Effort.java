package dev.sluice.sql;

import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/**
 * How much work one text may cost. ANTLR's prediction is exponential for some inputs, such as IDENTIFIER within
 * IDENTIFIER twenty times over, so that a bound on the text's length alone bounds nothing.
 */
final class Effort {
    // Ordinary statements cost some 10,000 units, half a million where the grammar is met for the first time.
    private static final int MOST = 5_000_000;

    private int left = MOST;
    private @Nullable Token place;

    /** Remembers how far the text was read. */
    void reached(Token token) {
        place = token;
    }

    /** @throws UnreadableException once the work is too much */
    void spend() {
        if (--left < 0) {
            String why = "The statement is too complex to be parsed.";
            throw place == null ? UnreadableException.at(1, 1, why) : UnreadableException.at(place, why);
        }
    }
}
