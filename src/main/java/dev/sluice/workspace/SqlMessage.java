package dev.sluice.workspace;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A SQL error's text made fit to show: the reason stays, the echoed statement and its literals go. */
final class SqlMessage {
    private static final int LONGEST = 600;
    private static final Pattern ECHO = Pattern.compile("\\n?== SQL.*", Pattern.DOTALL);
    // A syntax error names the offending word; every other quoted text may be a customer's value.
    private static final Pattern OFFENDING_WORD = Pattern.compile("\\[PARSE_SYNTAX_ERROR\\].*?near '(\\w{1,40})'");
    private static final Pattern LITERAL = Pattern.compile("'(?:[^'\\\\]|\\\\.|'')*'");
    private static final Pattern SPACE = Pattern.compile("\\s+");

    private SqlMessage() {}

    static String clean(String message) {
        String text = SPACE.matcher(ECHO.matcher(message).replaceAll(""))
                .replaceAll(" ")
                .strip();
        if (!OFFENDING_WORD.matcher(text).find()) {
            text = LITERAL.matcher(text).replaceAll("'…'");
        }
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }

    static String hint(@Nullable String sqlState) {
        return switch (sqlState == null ? "" : sqlState.substring(0, Math.min(2, sqlState.length()))) {
            case "42" -> "Correct the statement.";
            case "22" -> "Correct the values, or guard them with try_cast or a filter.";
            default -> "Read the message, then correct the statement.";
        };
    }
}
