package dev.sluice.workspace.evidence;

import dev.sluice.fault.SqlError;
import java.util.Arrays;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What must be so, beside the text, for a pattern to count: a text that merely quotes another fault must not be taken
 * for it.
 *
 * @param label as the documentation names it; empty if anything will do
 */
record Sign(String label, Predicate<Evidence> fits) {
    static Sign status(Integer... statuses) {
        String label = Arrays.stream(statuses).map(String::valueOf).collect(Collectors.joining(", "));
        return new Sign("HTTP " + label, seen -> Arrays.asList(statuses).contains(seen.status()));
    }

    /** A range of statuses, both ends included. */
    static Sign statuses(int first, int last) {
        return new Sign("HTTP " + first + "–" + last, seen -> seen.status() >= first && seen.status() <= last);
    }

    static Sign code(String regex) {
        Pattern pattern = Pattern.compile(regex);
        return new Sign("error_code " + readable(regex), seen -> matches(pattern, seen.code()));
    }

    static Sign sqlState(String regex) {
        Pattern pattern = Pattern.compile(regex);
        return new Sign(
                "SQLSTATE " + readable(regex),
                seen -> seen.sql() != null && matches(pattern, seen.sql().state()));
    }

    /** An error class, or one of its parts: Databricks has some of them in more than one family. */
    static Sign errorClass(String regex) {
        Pattern pattern = Pattern.compile(regex);
        return new Sign("error class " + readable(regex), seen -> {
            SqlError sql = seen.sql();
            return sql != null
                    && sql.errorClass() != null
                    && Arrays.stream(sql.errorClass().split("\\."))
                            .anyMatch(part -> pattern.matcher(part).matches());
        });
    }

    /** A statement's error that has no class, so that only its text says what it is. */
    static Sign unclassified() {
        return new Sign("no error class", seen -> {
            SqlError sql = seen.sql();
            return sql == null || sql.errorClass() == null;
        });
    }

    Sign or(Sign other) {
        return new Sign(label + " or " + other.label, fits.or(other.fits));
    }

    private static boolean matches(Pattern pattern, @Nullable String value) {
        return value != null && pattern.matcher(value).matches();
    }

    private static String readable(String regex) {
        return regex.replace("|", ", ")
                .replace("\\w+", "…")
                .replace("\\w*", "…")
                .replace("\\.", ".");
    }
}
