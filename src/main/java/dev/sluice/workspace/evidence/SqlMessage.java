package dev.sluice.workspace.evidence;

import dev.sluice.fault.SqlError;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A SQL error's text, read for its class and place, and made fit to show: the reason and the names in back-ticks stay;
 * the echoed statement, its plan and its literals go. Databricks does not escape the values that it quotes, so
 * everything from the first quote to the last goes with them.
 */
final class SqlMessage {
    private static final int LONGEST_READ = 16 * 1024;
    private static final int LONGEST_SHOWN = 600;
    private static final Pattern ECHO = Pattern.compile("\\n?== SQL.*", Pattern.DOTALL);
    private static final Pattern PLAN = Pattern.compile("(; line \\d{1,6} pos \\d{1,6});.*", Pattern.DOTALL);
    private static final Pattern ECHO_PLACE =
            Pattern.compile("== SQL [^\\n]{0,200}?\\(line (\\d{1,6}), position (\\d{1,6})\\) ==");
    private static final Pattern PLACE = Pattern.compile("(?:; line | \\(line )(\\d{1,6}),? pos (\\d{1,6})\\)?\\.?$");
    private static final Pattern ERROR_CLASS =
            Pattern.compile("\\s*(?:[\\w.$]{1,200}: )?\\[([A-Z][A-Z0-9_]{2,80}(?:\\.[A-Z0-9_]{1,80}){0,2})\\]");
    private static final Pattern SQL_STATE = Pattern.compile("[0-9A-Z]{5}");
    private static final Pattern SPACE = Pattern.compile("\\s+");
    // A syntax error names the offending word; every other quoted text may be a customer's value.
    private static final Pattern OFFENDING_WORD =
            Pattern.compile("\\[PARSE_SYNTAX_ERROR\\] Syntax error at or near '\\w{1,40}'");
    // Expressions come in double quotes, their literals bare; only the names of types are known to be harmless.
    private static final Pattern EXPRESSION = Pattern.compile("\"([^\"]*)\"?");
    private static final Pattern TYPE =
            Pattern.compile("STRING|BINARY|BOOLEAN|BYTE|TINYINT|SHORT|SMALLINT|INT|LONG|BIGINT"
                    + "|FLOAT|DOUBLE|DATE|TIMESTAMP|TIMESTAMP_NTZ|VOID|VARIANT|DECIMAL\\(\\d{1,2}, ?\\d{1,2}\\)");

    private static final String RAISED = "[USER_RAISED_EXCEPTION]";

    private SqlMessage() {}

    static String clean(String message) {
        // Its text is the statement's own: a literal, or a value out of a row.
        String shown =
                message.strip().startsWith(RAISED) ? RAISED + " The statement raised an error." : cleaned(cut(message));
        return shown.length() <= LONGEST_SHOWN ? shown : shown.substring(0, LONGEST_SHOWN) + "…";
    }

    private static String cleaned(String read) {
        String told = PLAN.matcher(ECHO.matcher(read).replaceAll("")).replaceAll("$1");
        String text = SPACE.matcher(told).replaceAll(" ").strip();
        Matcher syntax = OFFENDING_WORD.matcher(text);
        int kept = syntax.lookingAt() ? syntax.end() : 0;
        return text.substring(0, kept) + withoutExpressions(withoutLiterals(text.substring(kept)));
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

    /** SQLSTATE, error class and place, as far as the message tells them. */
    static SqlError error(@Nullable String sqlState, String message) {
        String read = cut(message);
        String state = sqlState != null && SQL_STATE.matcher(sqlState).matches() ? sqlState : null;
        Matcher start = ERROR_CLASS.matcher(read);
        String errorClass = start.lookingAt() ? start.group(1) : null;
        // The place stands at the end; what stands before may quote anything.
        Matcher place = PLACE.matcher(cleaned(read));
        if (place.find()) {
            return new SqlError(state, errorClass, number(place, 1), number(place, 2));
        }
        // The echo counts characters from 1, everything else from 0.
        Matcher echo = ECHO_PLACE.matcher(read);
        return echo.find()
                ? new SqlError(state, errorClass, number(echo, 1), number(echo, 2) - 1)
                : new SqlError(state, errorClass, null, null);
    }

    private static int number(Matcher found, int group) {
        return Integer.parseInt(found.group(group));
    }

    private static String cut(String message) {
        return message.length() <= LONGEST_READ ? message : message.substring(0, LONGEST_READ);
    }
}
