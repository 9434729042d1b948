package dev.sluice.sandbox.sql;

import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The patterns of SHOW … LIKE: {@code *} and {@code %} are any text, {@code _} any character, {@code |} is or. */
final class NamePattern {
    private NamePattern() {}

    static Predicate<String> of(String pattern) {
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
