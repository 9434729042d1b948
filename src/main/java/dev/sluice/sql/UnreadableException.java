package dev.sluice.sql;

import java.io.Serial;
import org.antlr.v4.runtime.Token;

/** Ends the reading of a text that cannot be told. Has no stack trace: it is an answer, not a defect. */
final class UnreadableException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient StatementKind.Unreadable kind;

    private UnreadableException(StatementKind.Unreadable kind) {
        super(kind.why(), null, false, false);
        this.kind = kind;
    }

    static UnreadableException at(Token place, String why) {
        return at(place.getLine(), place.getCharPositionInLine() + 1, why);
    }

    static UnreadableException at(int line, int column, String why) {
        return new UnreadableException(new StatementKind.Unreadable(why, line, column));
    }

    StatementKind.Unreadable kind() {
        return kind;
    }
}
