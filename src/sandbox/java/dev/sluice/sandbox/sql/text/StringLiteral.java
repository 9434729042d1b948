package dev.sluice.sandbox.sql.text;

import dev.sluice.sandbox.sql.error.SqlError;

/** Decodes a string literal in single or double quotes, with backslash escapes unless it is a raw one. */
final class StringLiteral {
    private final String sql;
    private final int start;
    private final boolean raw;
    private final StringBuilder value = new StringBuilder();
    private int at;

    /** @param quoteAt offset of its opening quote */
    StringLiteral(String sql, int quoteAt, boolean raw) {
        this.sql = sql;
        this.start = quoteAt;
        this.raw = raw;
        this.at = quoteAt + 1;
        decode(sql.charAt(quoteAt));
    }

    String value() {
        return value.toString();
    }

    /** Offset after its closing quote. */
    int end() {
        return at;
    }

    private void decode(char quote) {
        while (true) {
            if (at >= sql.length()) {
                throw SqlError.syntax(sql, start, String.valueOf(quote), "");
            }
            char c = sql.charAt(at++);
            if (c == quote) {
                if (raw || at >= sql.length() || sql.charAt(at) != quote) {
                    return;
                }
                at++;
                value.append(quote);
            } else if (c == '\\' && !raw && at < sql.length()) {
                escape();
            } else {
                value.append(c);
            }
        }
    }

    private void escape() {
        char c = sql.charAt(at++);
        switch (c) {
            case 'n' -> value.append('\n');
            case 't' -> value.append('\t');
            case 'r' -> value.append('\r');
            case 'b' -> value.append('\b');
            case '0' -> value.append('\0');
            case 'u' -> unicode(4);
            case 'U' -> unicode(8);
            case '%', '_' -> value.append('\\').append(c); // kept for LIKE
            default -> value.append(c);
        }
    }

    private void unicode(int digits) {
        int end = at + digits;
        try {
            value.appendCodePoint(Integer.parseInt(sql.substring(at, Math.min(end, sql.length())), 16));
            at = end;
        } catch (IllegalArgumentException _) {
            value.append('u');
        }
    }
}
