package dev.sluice.sandbox.sql.text;

import dev.sluice.sandbox.sql.error.SqlError;
import dev.sluice.sandbox.sql.type.SparkType;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Respells the tokens of a query or an expression for DuckDB's parser: quoting, literals, markers, types and the few
 * phrases that DuckDB lacks. Functions and tables keep their names; they are looked at in the parsed tree.
 */
public final class Translator {
    private static final Map<String, String> PHRASES = Map.of(
            "RLIKE", "~",
            "REGEXP", "~",
            "DIV", "//",
            "MINUS", "EXCEPT",
            "==", "=",
            "<=>", "IS NOT DISTINCT FROM",
            "!", "NOT");

    /** Words that are syntax in DuckDB where a bracket follows. */
    private static final Set<String> FUNCTIONS_HERE =
            Set.of("ARRAY", "BIGINT", "BOOLEAN", "CHAR", "DATE", "FLOAT", "INT", "SMALLINT", "STRUCT", "TIMESTAMP");

    private final Cursor cursor;
    private final Session session;
    private final Translation out = new Translation();
    private final Deque<Integer> casts = new ArrayDeque<>();
    private int depth;

    private Translator(Cursor cursor, Session session) {
        this.cursor = cursor;
        this.session = session;
    }

    /** The text for DuckDB of some tokens of the cursor's statement. */
    public static Translation translate(Cursor cursor, List<Token> tokens, Session session) {
        Translator translator = new Translator(cursor.within(tokens), session);
        while (!translator.cursor.atEnd()) {
            translator.step();
        }
        return translator.out;
    }

    private void step() {
        Token token = cursor.peek();
        switch (token.kind()) {
            case QUOTED -> emit(Duck.identifier(cursor.next().text()), token);
            case STRING -> emit(strings(), token);
            case NUMBER -> emit(Literals.number(cursor.next().text()), token);
            case NAMED, POSITIONAL -> emit(cursor.markers().literal(cursor.next()), token);
            case WORD -> word(token);
            case SYMBOL -> symbol(token);
            case END -> throw cursor.unexpected();
        }
    }

    /** Literals that follow each other are one. */
    private String strings() {
        StringBuilder value = new StringBuilder();
        while (cursor.peek().kind() == Token.Kind.STRING) {
            value.append(cursor.next().text());
        }
        return Duck.string(value.toString());
    }

    private void word(Token token) {
        if (cursor.sees("IDENTIFIER", "(")) {
            emit(IdentifierClause.read(cursor).stream().map(Duck::identifier).collect(Collectors.joining(".")), token);
        } else if (isAfter(".")) {
            emit(Duck.identifier(cursor.next().text()), token);
        } else if (cursor.accept("LATERAL", "VIEW")) {
            lateralView(token);
        } else if (cursor.accept("NOT", "RLIKE") || cursor.accept("NOT", "REGEXP")) {
            emit("!~", token);
        } else if (cursor.sees("LEFT", "SEMI") || cursor.sees("LEFT", "ANTI")) {
            cursor.next();
        } else if (cursor.accept("STRUCT", "(")) {
            struct(token);
        } else if (token.is("AS")) {
            alias(token);
        } else {
            String literal = Literals.typed(cursor, session);
            if (literal != null) {
                emit(literal, token);
            } else {
                plainWord(token);
            }
        }
    }

    private void plainWord(Token token) {
        boolean opensCast =
                (token.is("CAST") || token.is("TRY_CAST")) && cursor.peek(1).is("(");
        if (opensCast) {
            casts.push(depth + 1);
        }
        boolean exclude = token.is("EXCEPT") && isAfter("*");
        boolean infix = !cursor.peek(1).is("(") || token.is("MINUS") || exclude;
        String phrase = exclude ? "EXCLUDE" : PHRASES.get(token.text().toUpperCase(Locale.ROOT));
        cursor.next();
        if (phrase != null && infix) {
            emit(phrase, token);
        } else {
            boolean quoted = cursor.peek().is("(")
                    && FUNCTIONS_HERE.contains(token.text().toUpperCase(Locale.ROOT));
            emit(quoted ? Duck.identifier(token.text()) : token.text(), token);
        }
    }

    /** After AS comes the type of a cast, or a name that may be any word. */
    private void alias(Token as) {
        emit(cursor.next().text(), as);
        Token name = cursor.peek();
        if (!casts.isEmpty() && casts.peek() == depth) {
            casts.pop();
            emit(type().duck(), name);
        } else if (name.kind() == Token.Kind.WORD) {
            emit(Duck.identifier(cursor.next().text()), name);
        }
    }

    private void symbol(Token token) {
        cursor.next();
        switch (token.text()) {
            case "(", "[" -> depth++;
            case ")", "]" -> depth--;
            case ";", ":" -> throw SqlError.syntax(cursor.statement(), token.start(), token.text(), "");
            default -> {}
        }
        String text = PHRASES.getOrDefault(token.text(), token.text());
        Token before = cursor.previous();
        if (text.equals("::")) {
            emit(text, token);
            emit(type().duck(), token);
        } else if (before != null && text.equals(token.text()) && touchesSymbol(token)) {
            out.glue(text, token.start()); // such as the two halves of >>
        } else {
            emit(text, token);
        }
    }

    /** {@code LATERAL VIEW [OUTER] explode(x) t [AS c, …]} is a join with the function's rows. */
    private void lateralView(Token token) {
        boolean outer = cursor.accept("OUTER");
        String function = cursor.identifier();
        List<Token> arguments = cursor.parenthesized();
        String table = cursor.identifier();
        StringBuilder columns = new StringBuilder();
        if (cursor.accept("AS")) {
            do {
                columns.append(columns.isEmpty() ? "" : ", ").append(Duck.identifier(cursor.identifier()));
            } while (cursor.accept(","));
        }
        emit(outer ? "LEFT JOIN LATERAL (SELECT" : "CROSS JOIN LATERAL (SELECT", token);
        emit(function + "(" + translate(cursor, arguments, session).sql() + "))", token);
        emit("AS " + Duck.identifier(table) + (columns.isEmpty() ? "" : "(" + columns + ")"), token);
        emit(outer ? "ON TRUE" : "", token);
    }

    /** {@code struct(1, x AS a)}: DuckDB puts an argument's name first. */
    private void struct(Token token) {
        emit("\"struct\"(", token);
        depth++;
        while (!cursor.accept(")")) {
            Token at = cursor.peek();
            List<Token> value = cursor.until("AS", ",", ")");
            String name = cursor.accept("AS") ? Duck.identifier(cursor.identifier()) + " := " : "";
            emit(name + translate(cursor, value, session).sql(), at);
            if (cursor.accept(",")) {
                emit(",", at);
            }
        }
        emit(")", token);
        depth--;
    }

    private SparkType type() {
        return new TypeReader(cursor).read();
    }

    private boolean isAfter(String symbol) {
        Token before = cursor.previous();
        return before != null && before.is(symbol);
    }

    private boolean touchesSymbol(Token token) {
        Token before = cursor.peek(-2);
        return before.kind() == Token.Kind.SYMBOL
                && before.end() == token.start()
                && (before.is(">") || before.is("<"));
    }

    private void emit(String text, Token origin) {
        out.append(text, origin.start());
    }

    /** The value of a word that stands for something in the session, or null. */
    static @Nullable String sessionValue(String word, Session session) {
        return switch (word.toUpperCase(Locale.ROOT)) {
            case "CURRENT_USER", "SESSION_USER", "USER" -> session.user();
            case "CURRENT_CATALOG" -> session.catalog();
            case "CURRENT_SCHEMA", "CURRENT_DATABASE" -> session.schema();
            case "CURRENT_TIMEZONE" -> session.timeZone();
            default -> null;
        };
    }
}
