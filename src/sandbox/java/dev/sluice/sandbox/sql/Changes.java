package dev.sluice.sandbox.sql;

import dev.sluice.sandbox.sql.Catalogue.TableEntry;
import dev.sluice.sandbox.sql.text.Cursor;
import dev.sluice.sandbox.sql.text.Duck;
import dev.sluice.sandbox.sql.text.Token;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** INSERT, UPDATE, DELETE and TRUNCATE. Put together from parts that were each checked as a query or an expression. */
final class Changes {
    private final Execution execution;
    private final Cursor cursor;

    Changes(Execution execution) {
        this.execution = execution;
        this.cursor = execution.cursor();
    }

    Result insert() throws SQLException {
        cursor.expect("INSERT");
        boolean overwrite = cursor.accept("OVERWRITE");
        if (!overwrite) {
            cursor.expect("INTO");
        }
        cursor.accept("TABLE");
        Token at = cursor.peek();
        TableEntry table = execution.access().writable(cursor.name(), execution.position(at));
        String columns = startsWithColumns() ? names(cursor.parenthesized()) : "";
        String source = execution.query(cursor.rest());
        if (overwrite) {
            execution.change("DELETE FROM " + Access.place(table).sql());
        }
        long count = execution.change("INSERT INTO " + Access.place(table).sql() + " " + columns + " " + source);
        return execution.rows("SELECT CAST(%d AS BIGINT) AS num_affected_rows, CAST(%d AS BIGINT) AS num_inserted_rows"
                .formatted(count, count));
    }

    Result update() throws SQLException {
        cursor.expect("UPDATE");
        Target target = target();
        cursor.expect("SET");
        String assignments = assignments("WHERE");
        return affected(execution.change("UPDATE " + target.sql() + " SET " + assignments + where()));
    }

    Result delete() throws SQLException {
        cursor.expect("DELETE", "FROM");
        Target target = target();
        return affected(execution.change("DELETE FROM " + target.sql() + where()));
    }

    Result truncate() throws SQLException {
        cursor.expect("TRUNCATE", "TABLE");
        Token at = cursor.peek();
        TableEntry table = execution.access().writable(cursor.name(), execution.position(at));
        cursor.expectEnd();
        execution.change("DELETE FROM " + Access.place(table).sql());
        return Result.none();
    }

    /** A table to change under its alias. */
    record Target(TableEntry table, String alias) {
        String sql() {
            return Access.place(table).sql() + " AS " + Duck.identifier(alias);
        }
    }

    Target target() {
        Token at = cursor.peek();
        TableEntry table = execution.access().changeable(cursor.name(), execution.position(at));
        boolean as = cursor.accept("AS");
        boolean aliased = as || (cursor.peek().isIdentifier() && !isClause(cursor.peek()));
        return new Target(table, aliased ? cursor.identifier() : table.name());
    }

    /** {@code a = 1, b = c + 1}, up to one of the words. */
    String assignments(String... stops) throws SQLException {
        List<String> wanted = new ArrayList<>(List.of(stops));
        wanted.add(",");
        List<String> assignments = new ArrayList<>();
        do {
            List<String> column = cursor.name();
            if (!cursor.accept("=")) {
                cursor.expect("==");
            }
            String value = execution.expression(cursor.until(wanted.toArray(String[]::new)));
            assignments.add(Duck.identifier(column.getLast()) + " = " + value);
        } while (cursor.accept(","));
        return String.join(", ", assignments);
    }

    private String where() throws SQLException {
        if (cursor.atEnd()) {
            return "";
        }
        cursor.expect("WHERE");
        return " WHERE " + execution.expression(cursor.rest());
    }

    private Result affected(long count) throws SQLException {
        return execution.rows("SELECT CAST(%d AS BIGINT) AS num_affected_rows".formatted(count));
    }

    private boolean startsWithColumns() {
        return cursor.peek().is("(")
                && cursor.peek(1).isIdentifier()
                && (cursor.peek(2).is(",") || cursor.peek(2).is(")"));
    }

    static String names(List<Token> tokens) {
        List<String> names = tokens.stream()
                .filter(Token::isIdentifier)
                .map(token -> Duck.identifier(token.text()))
                .toList();
        return "(" + String.join(", ", names) + ")";
    }

    private static boolean isClause(Token token) {
        return token.is("SET") || token.is("WHERE") || token.is("USING");
    }
}
