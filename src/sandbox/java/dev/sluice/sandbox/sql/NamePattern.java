package dev.sluice.sandbox.sql;

import dev.sluice.sandbox.sql.text.Cursor;
import dev.sluice.sandbox.sql.text.Token;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The patterns of SHOW … LIKE: {@code *} and {@code %} are any text, {@code _} any character, {@code |} is or. */
final class NamePattern {
    private NamePattern() {}

    /** Reads {@code LIKE 'a*'}, or the pattern alone; all names match where there is neither. */
    static Predicate<String> read(Cursor cursor) {
        if (!cursor.accept("LIKE") && cursor.peek().kind() != Token.Kind.STRING) {
            return _ -> true;
        }
        return of(cursor.string());
    }

    private static Predicate<String> of(String pattern) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            switch (c) {
                case '*', '%' -> regex.append(".*");
                case '|' -> regex.append('|');
                case '_' -> regex.append('.');
                case '\\' -> {
                    if (i + 1 < pattern.length()) {
                        regex.append(Pattern.quote(String.valueOf(pattern.charAt(++i))));
                    }
                }
                default -> regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE).asMatchPredicate();
    }
}
