package dev.sluice.sandbox.sql.text;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Literals whose spelling differs: numbers with suffixes, typed texts, intervals, words that stand for a value. */
final class Literals {
    private static final Pattern NUMBER = Pattern.compile("([0-9.]+(?:[eE][+-]?[0-9]+)?)([A-Za-z_]*)");
    private static final Pattern YEAR_TO_MONTH = Pattern.compile("\\s*([+-]?)(\\d+)-(\\d+)\\s*");
    private static final Pattern DAY_TO_SECOND = Pattern.compile("\\s*(-?)(\\d+) (.*)");

    private Literals() {}

    /** A number; {@code L}, {@code S}, {@code Y}, {@code F}, {@code D} and {@code BD} after it give its type. */
    static String number(String text) {
        Matcher matcher = NUMBER.matcher(text);
        if (!matcher.matches() || matcher.group(2).isEmpty()) {
            return text;
        }
        String digits = matcher.group(1);
        return switch (matcher.group(2).toUpperCase(Locale.ROOT)) {
            case "L" -> "CAST(" + digits + " AS BIGINT)";
            case "S" -> "CAST(" + digits + " AS SMALLINT)";
            case "Y" -> "CAST(" + digits + " AS TINYINT)";
            case "F" -> "CAST(" + digits + " AS FLOAT)";
            case "D" -> "CAST(" + digits + " AS DOUBLE)";
            case "BD" -> digits;
            default -> text;
        };
    }

    /** Reads a literal that begins with a word, if one comes next. */
    static @Nullable String typed(Cursor cursor, Session session) {
        Token word = cursor.peek();
        Token after = cursor.peek(1);
        if (after.kind() == Token.Kind.STRING) {
            return text(cursor, word, after);
        }
        boolean called = after.is("(") && cursor.peek(2).is(")");
        if ((word.is("CURRENT_DATE") || word.is("CURRENT_TIMESTAMP")) && called) {
            step(cursor, 3);
            return word.text();
        }
        String value = Translator.sessionValue(word.text(), session);
        if (value == null
                || !(called || word.text().toLowerCase(Locale.ROOT).startsWith("current_"))
                || after.is(".")) {
            return null;
        }
        step(cursor, called ? 3 : 1);
        return Duck.string(value);
    }

    private static @Nullable String text(Cursor cursor, Token word, Token string) {
        String type = word.text().toUpperCase(Locale.ROOT);
        switch (type) {
            case "DATE" -> {
                step(cursor, 2);
                return "CAST(" + Duck.string(string.text()) + " AS DATE)";
            }
            case "TIMESTAMP", "TIMESTAMP_LTZ", "TIMESTAMP_NTZ" -> {
                step(cursor, 2);
                String duck = type.equals("TIMESTAMP_NTZ") ? "TIMESTAMP" : "TIMESTAMPTZ";
                return "CAST(" + Duck.string(string.text()) + " AS " + duck + ")";
            }
            case "X" -> {
                step(cursor, 2);
                return "unhex(" + Duck.string(string.text()) + ")";
            }
            case "INTERVAL" -> {
                return interval(cursor, string.text());
            }
            default -> {
                return null;
            }
        }
    }

    /** {@code INTERVAL '1-2' YEAR TO MONTH} and {@code INTERVAL '1 02:03:04' DAY TO SECOND}; others are alike in both. */
    private static @Nullable String interval(Cursor cursor, String text) {
        if (!cursor.peek(3).is("TO")) {
            return null;
        }
        Matcher months = YEAR_TO_MONTH.matcher(text);
        Matcher days = DAY_TO_SECOND.matcher(text);
        String duck = text;
        if (months.matches()) {
            int count = Integer.parseInt(months.group(2)) * 12 + Integer.parseInt(months.group(3));
            duck = months.group(1) + count + " months";
        } else if (days.matches()) {
            duck = days.group(1) + days.group(2) + " days " + days.group(1) + days.group(3);
        }
        step(cursor, 5);
        return "INTERVAL " + Duck.string(duck);
    }

    private static void step(Cursor cursor, int tokens) {
        for (int i = 0; i < tokens; i++) {
            cursor.next();
        }
    }
}
