package dev.sluice.sandbox.sql.text;

import dev.sluice.sandbox.sql.error.Position;
import dev.sluice.sandbox.sql.error.SqlError;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the tokens of one statement from left to right. */
public final class Cursor {
    private final String statement;
    private final List<Token> tokens;
    private final Markers markers;
    private int at;

    public Cursor(String statement, Markers markers) {
        this(statement, Tokenizer.tokens(statement), markers);
    }

    private Cursor(String statement, List<Token> tokens, Markers markers) {
        this.statement = statement;
        this.tokens = tokens;
        this.markers = markers;
    }

    /** A reader of some of the tokens alone. */
    Cursor within(List<Token> part) {
        List<Token> closed = new ArrayList<>(part);
        if (closed.isEmpty() || closed.getLast().kind() != Token.Kind.END) {
            int end = closed.isEmpty() ? peek().start() : closed.getLast().end();
            closed.add(new Token(Token.Kind.END, "", end, end));
        }
        return new Cursor(statement, closed, markers);
    }

    public Token peek() {
        return peek(0);
    }

    public Token peek(int ahead) {
        return tokens.get(Math.clamp((long) at + ahead, 0, tokens.size() - 1));
    }

    /** The token before the next one, or null at the start. */
    @Nullable
    Token previous() {
        return at == 0 ? null : tokens.get(at - 1);
    }

    public Token next() {
        Token token = peek();
        if (at < tokens.size() - 1) {
            at++;
        }
        return token;
    }

    public boolean atEnd() {
        return peek().kind() == Token.Kind.END;
    }

    /** Whether these words or symbols come next. */
    public boolean sees(String... wanted) {
        for (int i = 0; i < wanted.length; i++) {
            if (!peek(i).is(wanted[i])) {
                return false;
            }
        }
        return true;
    }

    /** Steps over these words or symbols if they come next. */
    public boolean accept(String... wanted) {
        boolean seen = sees(wanted);
        if (seen) {
            at += wanted.length;
        }
        return seen;
    }

    public void expect(String... wanted) {
        if (!accept(wanted)) {
            throw unexpected();
        }
    }

    public void expectEnd() {
        if (!atEnd()) {
            throw unexpected();
        }
    }

    public SqlError unexpected() {
        Token token = peek();
        String shown = token.kind() == Token.Kind.END ? "" : statement.substring(token.start(), token.end());
        return SqlError.syntax(statement, token.start(), shown, "");
    }

    public Position position(Token token) {
        return Position.of(statement, token.start());
    }

    public String statement() {
        return statement;
    }

    public Markers markers() {
        return markers;
    }

    /** The text of the token that begins at the offset. */
    public String tokenAt(int offset) {
        return tokens.stream()
                .filter(token -> token.start() == offset)
                .findFirst()
                .map(token -> statement.substring(token.start(), token.end()))
                .orElse("");
    }

    public String identifier() {
        if (!peek().isIdentifier()) {
            throw unexpected();
        }
        return next().text();
    }

    /** A name of one to three parts, also through {@code IDENTIFIER(…)}. */
    public List<String> name() {
        if (sees("IDENTIFIER", "(")) {
            return IdentifierClause.read(this);
        }
        List<String> parts = new ArrayList<>(List.of(identifier()));
        while (accept(".")) {
            parts.add(identifier());
        }
        return List.copyOf(parts);
    }

    public String string() {
        if (peek().kind() != Token.Kind.STRING) {
            throw unexpected();
        }
        return next().text();
    }

    /** The tokens between parentheses that come next; steps over them. */
    public List<Token> parenthesized() {
        expect("(");
        List<Token> inner = until(")");
        expect(")");
        return inner;
    }

    /** The tokens up to the first of these words or symbols that is not inside brackets, or up to the end. */
    public List<Token> until(String... stops) {
        int start = at;
        int depth = 0;
        while (!atEnd()) {
            if (depth == 0 && anyOf(stops)) {
                break;
            }
            if (peek().is("(") || peek().is("[")) {
                depth++;
            } else if (peek().is(")") || peek().is("]")) {
                depth--;
            } else if (peek().is("CASE")) {
                depth++;
            } else if (depth > 0 && peek().is("END")) {
                depth--;
            }
            if (depth < 0) {
                throw unexpected();
            }
            at++;
        }
        return tokens.subList(start, at);
    }

    /** All that is left. */
    public List<Token> rest() {
        List<Token> rest = tokens.subList(at, tokens.size() - 1);
        at = tokens.size() - 1;
        return rest;
    }

    private boolean anyOf(String... stops) {
        for (String stop : stops) {
            if (peek().is(stop)) {
                return true;
            }
        }
        return false;
    }
}
