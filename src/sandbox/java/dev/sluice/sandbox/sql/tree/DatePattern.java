package dev.sluice.sandbox.sql.tree;

import dev.sluice.sandbox.sql.error.SqlError;

/** Datetime patterns in letters, such as {@code yyyy-MM-dd}, as DuckDB's percent patterns. */
final class DatePattern {
    private DatePattern() {}

    static String toStrftime(String pattern) {
        StringBuilder out = new StringBuilder();
        int at = 0;
        while (at < pattern.length()) {
            char c = pattern.charAt(at);
            int end = at;
            while (end < pattern.length() && pattern.charAt(end) == c) {
                end++;
            }
            if (c == '\'') {
                end = pattern.indexOf('\'', at + 1);
                end = end < 0 ? pattern.length() : end;
                out.append(at + 1 == end ? "'" : pattern.substring(at + 1, end));
                end++;
            } else if (Character.isLetter(c)) {
                out.append(letters(c, end - at, pattern));
            } else {
                out.append(c == '%' ? "%%" : pattern.substring(at, end));
            }
            at = end;
        }
        return out.toString();
    }

    private static String letters(char letter, int count, String pattern) {
        return switch (letter) {
            case 'y', 'u' -> count == 2 ? "%y" : "%Y";
            case 'M', 'L' ->
                switch (count) {
                    case 1 -> "%-m";
                    case 2 -> "%m";
                    case 3 -> "%b";
                    default -> "%B";
                };
            case 'd' -> count == 1 ? "%-d" : "%d";
            case 'D' -> count == 1 ? "%-j" : "%j";
            case 'E' -> count < 4 ? "%a" : "%A";
            case 'H' -> count == 1 ? "%-H" : "%H";
            case 'h' -> count == 1 ? "%-I" : "%I";
            case 'm' -> count == 1 ? "%-M" : "%M";
            case 's' -> count == 1 ? "%-S" : "%S";
            case 'S' -> count <= 3 ? "%g" : "%f";
            case 'a' -> "%p";
            case 'T' -> "T";
            case 'z', 'V' -> "%Z";
            case 'X', 'x', 'Z' -> "%z";
            default ->
                throw SqlError.of(
                        "INVALID_DATETIME_PATTERN.ILLEGAL_CHARACTER",
                        "22007",
                        "Unrecognized datetime pattern: `" + pattern + "`. Illegal pattern character found in datetime "
                                + "pattern: `" + letter + "`. Please provide legal character.");
        };
    }
}
