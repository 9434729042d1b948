package dev.sluice.sandbox.sql.text;

/** The values bound to a statement's parameter markers. */
public interface Markers {
    /** The bound value as a typed literal for DuckDB. Called once for every positional marker, in their order. */
    String literal(Token marker);

    /** The bound text, for a name given through {@code IDENTIFIER}. */
    String text(Token marker);
}
