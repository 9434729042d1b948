package dev.sluice.sandbox.sql.text;

import dev.sluice.sandbox.sql.error.SqlError;
import java.util.ArrayList;
import java.util.List;

/** Cuts a statement into tokens by Databricks' lexical rules. */
public final class Tokenizer {
    private static final List<String> LONG_SYMBOLS =
            List.of("<=>", "<=", ">=", "<>", "!=", "==", "||", "::", "->", "=>");
    private static final String SYMBOLS = "<=>!|:-+*/%&^~(),.[];";

    private final String sql;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Tokenizer(String sql) {
        this.sql = sql;
    }

    /**
     * The tokens of the only statement in the text, with an END token last. Semicolons at its end are left out.
     *
     * @throws SqlError if the text is empty, cannot be cut, or holds a second statement
     */
    public static List<Token> tokens(String sql) {
        Tokenizer tokenizer = new Tokenizer(sql);
        while (tokenizer.skipBlanks()) {
            tokenizer.next();
        }
        return tokenizer.onlyStatement();
    }

    private List<Token> onlyStatement() {
        int length = tokens.size();
        while (length > 0 && tokens.get(length - 1).is(";")) {
            length--;
        }
        if (length == 0) {
            throw SqlError.emptyStatement();
        }
        for (int i = 0; i < length; i++) {
            if (tokens.get(i).is(";")) {
                Token extra = tokens.get(i + 1);
                throw SqlError.syntax(sql, extra.start(), extra.text(), ": extra input '" + extra.text() + "'");
            }
        }
        List<Token> only = new ArrayList<>(tokens.subList(0, length));
        only.add(new Token(Token.Kind.END, "", sql.length(), sql.length()));
        return List.copyOf(only);
    }

    private boolean skipBlanks() {
        while (at < sql.length()) {
            if (Character.isWhitespace(sql.charAt(at))) {
                at++;
            } else if (sql.startsWith("--", at)) {
                int end = sql.indexOf('\n', at);
                at = end < 0 ? sql.length() : end;
            } else if (sql.startsWith("/*", at)) {
                skipBracketedComment();
            } else {
                return true;
            }
        }
        return false;
    }

    private void skipBracketedComment() {
        int start = at;
        int depth = 0;
        do {
            if (at >= sql.length()) {
                throw SqlError.syntax(sql, start, "/*", ": unclosed bracketed comment");
            }
            if (sql.startsWith("/*", at)) {
                depth++;
                at += 2;
            } else if (sql.startsWith("*/", at)) {
                depth--;
                at += 2;
            } else {
                at++;
            }
        } while (depth > 0);
    }

    private void next() {
        int start = at;
        char c = sql.charAt(at);
        if (c == '\'' || c == '"') {
            add(Token.Kind.STRING, new StringLiteral(sql, at, false), start);
        } else if ((c == 'r' || c == 'R') && at + 1 < sql.length() && "'\"".indexOf(sql.charAt(at + 1)) >= 0) {
            add(Token.Kind.STRING, new StringLiteral(sql, at + 1, true), start);
        } else if (c == '`') {
            backTicked();
        } else if (isDigit(at) || (c == '.' && isDigit(at + 1) && !afterName())) {
            number();
        } else if (Character.isLetter(c) || c == '_') {
            at = wordEnd(at);
            add(Token.Kind.WORD, sql.substring(start, at), start);
        } else if (c == ':' && at + 1 < sql.length() && isNameStart(sql.charAt(at + 1))) {
            at = wordEnd(at + 1);
            add(Token.Kind.NAMED, sql.substring(start + 1, at), start);
        } else if (c == '?') {
            at++;
            add(Token.Kind.POSITIONAL, "?", start);
        } else {
            symbol();
        }
    }

    private void symbol() {
        int start = at;
        String symbol = LONG_SYMBOLS.stream()
                .filter(candidate -> sql.startsWith(candidate, start))
                .findFirst()
                .orElse(String.valueOf(sql.charAt(at)));
        if (symbol.length() == 1 && SYMBOLS.indexOf(symbol.charAt(0)) < 0) {
            throw SqlError.syntax(sql, at, symbol, ": extra input '" + symbol + "'");
        }
        at += symbol.length();
        add(Token.Kind.SYMBOL, symbol, start);
    }

    private void number() {
        int start = at;
        while (isDigit(at)) {
            at++;
        }
        if (at < sql.length() && sql.charAt(at) == '.') {
            do {
                at++;
            } while (isDigit(at));
        }
        int sign = at + 1 < sql.length() && "+-".indexOf(sql.charAt(at + 1)) >= 0 ? 1 : 0;
        if (at < sql.length() && "eE".indexOf(sql.charAt(at)) >= 0 && isDigit(at + 1 + sign)) {
            at += 1 + sign;
            while (isDigit(at)) {
                at++;
            }
        }
        at = wordEnd(at); // a suffix such as L or BD
        add(Token.Kind.NUMBER, sql.substring(start, at), start);
    }

    private void backTicked() {
        int start = at;
        StringBuilder name = new StringBuilder();
        for (at++; ; at++) {
            if (at >= sql.length()) {
                throw SqlError.syntax(sql, start, "`", "");
            }
            if (sql.charAt(at) == '`') {
                if (!sql.startsWith("``", at)) {
                    break;
                }
                at++;
            }
            name.append(sql.charAt(at));
        }
        at++;
        add(Token.Kind.QUOTED, name.toString(), start);
    }

    private void add(Token.Kind kind, StringLiteral literal, int start) {
        at = literal.end();
        add(kind, literal.value(), start);
    }

    private void add(Token.Kind kind, String text, int start) {
        tokens.add(new Token(kind, text, start, at));
    }

    private boolean afterName() {
        return !tokens.isEmpty()
                && tokens.getLast().end() == at
                && tokens.getLast().isIdentifier();
    }

    private int wordEnd(int from) {
        int end = from;
        while (end < sql.length() && (isNameStart(sql.charAt(end)) || isDigit(end))) {
            end++;
        }
        return end;
    }

    private boolean isDigit(int index) {
        return index < sql.length() && sql.charAt(index) >= '0' && sql.charAt(index) <= '9';
    }

    private static boolean isNameStart(char c) {
        return Character.isLetter(c) || c == '_';
    }
}
