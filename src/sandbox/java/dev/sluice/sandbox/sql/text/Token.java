package dev.sluice.sandbox.sql.text;

/**
 * A piece of a statement.
 *
 * @param text as written, but decoded for STRING and QUOTED, and without the colon for NAMED
 * @param start offset of its first character in the statement
 * @param end offset after its last character
 */
public record Token(Kind kind, String text, int start, int end) {
    /** QUOTED is a back-ticked identifier; NAMED is {@code :name}, POSITIONAL is {@code ?}. */
    public enum Kind {
        WORD,
        QUOTED,
        STRING,
        NUMBER,
        NAMED,
        POSITIONAL,
        SYMBOL,
        END
    }

    /** Whether it is this word, in any case, or this symbol. */
    public boolean is(String wanted) {
        return (kind == Kind.WORD || kind == Kind.SYMBOL) && text.equalsIgnoreCase(wanted);
    }

    public boolean isIdentifier() {
        return kind == Kind.WORD || kind == Kind.QUOTED;
    }
}
