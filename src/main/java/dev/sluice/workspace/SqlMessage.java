package dev.sluice.workspace;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A SQL error's text made fit to show: the reason and the names in back-ticks stay, the echoed statement and its
 * literals go. Databricks does not escape the values that it quotes, so everything from the first quote to the last
 * goes with them.
 */
final class SqlMessage {
    private static final int LONGEST_READ = 16 * 1024;
    private static final int LONGEST_SHOWN = 600;
    private static final Pattern ECHO = Pattern.compile("\\n?== SQL.*", Pattern.DOTALL);
    private static final Pattern SPACE = Pattern.compile("\\s+");
    // A syntax error names the offending word; every other quoted text may be a customer's value.
    private static final Pattern OFFENDING_WORD =
            Pattern.compile("\\[PARSE_SYNTAX_ERROR\\] Syntax error at or near '\\w{1,40}'");
    // Expressions come in double quotes, their literals bare; only the names of types are known to be harmless.
    private static final Pattern EXPRESSION = Pattern.compile("\"([^\"]*)\"?");
    private static final Pattern TYPE =
            Pattern.compile("STRING|BINARY|BOOLEAN|BYTE|TINYINT|SHORT|SMALLINT|INT|LONG|BIGINT"
                    + "|FLOAT|DOUBLE|DATE|TIMESTAMP|TIMESTAMP_NTZ|VOID|VARIANT|DECIMAL\\(\\d{1,2}, ?\\d{1,2}\\)");

    private SqlMessage() {}

    static String clean(String message) {
        String read = message.length() <= LONGEST_READ ? message : message.substring(0, LONGEST_READ);
        String text =
                SPACE.matcher(ECHO.matcher(read).replaceAll("")).replaceAll(" ").strip();
        Matcher syntax = OFFENDING_WORD.matcher(text);
        int kept = syntax.lookingAt() ? syntax.end() : 0;
        String shown = text.substring(0, kept) + withoutExpressions(withoutLiterals(text.substring(kept)));
        return shown.length() <= LONGEST_SHOWN ? shown : shown.substring(0, LONGEST_SHOWN) + "…";
    }

    private static String withoutLiterals(String text) {
        int first = text.indexOf('\'');
        return first < 0 ? text : mask(text, first, text.lastIndexOf('\''), "'…'");
    }

    private static String withoutExpressions(String text) {
        Matcher quoted = EXPRESSION.matcher(text);
        while (quoted.find()) {
            if (!TYPE.matcher(quoted.group(1)).matches()) {
                return mask(text, quoted.start(), text.lastIndexOf('"'), "\"…\"");
            }
        }
        return text;
    }

    // A quote without a second one: the text was cut inside a value.
    private static String mask(String text, int first, int last, String mask) {
        return text.substring(0, first) + mask + (last == first ? "" : text.substring(last + 1));
    }

    static String hint(@Nullable String sqlState) {
        return switch (sqlState == null ? "" : sqlState.substring(0, 2)) {
            case "42" -> "Correct the statement.";
            case "22" -> "Correct the values, or guard them with try_cast or a filter.";
            default -> "Read the message, then correct the statement.";
        };
    }
}
