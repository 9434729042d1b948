package dev.sluice.sql;

/** What a SQL text does. */
public sealed interface StatementKind {

    /** One statement that only reads: a query, or SHOW, DESCRIBE, LIST of a path, or EXPLAIN of a query. */
    record Reads() implements StatementKind {}

    /**
     * A statement that can change something: data, objects, grants, the session, or something outside the workspace.
     *
     * @param what a keyword, such as {@code MERGE}, or a function with effects, such as {@code http_request}; never a
     *     name or literal of the text
     */
    record Changes(String what) implements StatementKind {
        /** Whether it is a script of several statements, of which some may have run when another failed. */
        public boolean isScript() {
            return what.equals(StatementWatch.SCRIPT);
        }
    }

    /**
     * A text that cannot be told: it is not one statement that the grammar knows, or it is too large or too deep.
     *
     * @param why one sentence that quotes nothing of the text
     * @param line from 1
     * @param column from 1
     */
    record Unreadable(String why, int line, int column) implements StatementKind {}
}
