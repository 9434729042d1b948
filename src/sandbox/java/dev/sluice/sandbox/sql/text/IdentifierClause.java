package dev.sluice.sandbox.sql.text;

import dev.sluice.sandbox.sql.error.SqlError;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code IDENTIFIER('a.b' || :c)}: a name given as a constant text. */
final class IdentifierClause {
    private IdentifierClause() {}

    static List<String> read(Cursor cursor) {
        cursor.expect("IDENTIFIER", "(");
        StringBuilder text = new StringBuilder();
        do {
            text.append(constant(cursor));
        } while (cursor.accept("||"));
        cursor.expect(")");
        return parts(text.toString());
    }

    private static String constant(Cursor cursor) {
        Token token = cursor.peek();
        return switch (token.kind()) {
            case STRING -> cursor.next().text();
            case NAMED, POSITIONAL -> cursor.markers().text(cursor.next());
            default ->
                throw SqlError.at(
                        cursor.position(token),
                        "NOT_A_CONSTANT_STRING.NOT_CONSTANT",
                        "42601",
                        "The expression used for the routine or clause IDENTIFIER must be a constant STRING which is NOT NULL. To be considered constant the expression must not depend on any columns, contain a subquery, or invoke a non deterministic function such as rand().");
        };
    }

    /** Cuts at dots; a back-ticked part may hold dots. */
    private static List<String> parts(String name) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '`' && quoted && name.startsWith("``", i)) {
                part.append(c);
                i++;
            } else if (c == '`') {
                quoted = !quoted;
            } else if (c == '.' && !quoted) {
                parts.add(part.toString());
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        parts.add(part.toString());
        if (quoted || parts.size() > 3 || parts.contains("")) {
            throw SqlError.of("PARSE_SYNTAX_ERROR", "42601", "Syntax error at or near '" + name + "'.");
        }
        return List.copyOf(parts);
    }
}
