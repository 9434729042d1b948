package dev.sluice.sandbox.scim;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A filter cut into words, quoted values (with their quotes) and parentheses; read from left to right. */
final class FilterTokens {
    private static final Pattern TOKEN = Pattern.compile("\\s*(\"(?:[^\"\\\\]|\\\\.)*+\"|[()]|[^\\s()\"]+)\\s*");
    private final List<String> tokens = new ArrayList<>();
    private int next;

    FilterTokens(String filter) {
        Matcher matcher = TOKEN.matcher(filter);
        int end = 0;
        while (end < filter.length()) {
            if (!matcher.find(end) || matcher.start() != end) {
                throw ScimError.filter("The filter has a quote that is not closed.");
            }
            tokens.add(matcher.group(1));
            end = matcher.end();
        }
    }

    boolean done() {
        return next == tokens.size();
    }

    /** Takes the next token if it is this word. */
    boolean take(String word) {
        if (done() || !tokens.get(next).equalsIgnoreCase(word)) {
            return false;
        }
        next++;
        return true;
    }

    /** Takes the next token, whatever it is. */
    String take() {
        if (done()) {
            throw ScimError.filter("The filter ends too early: expected attribute, operator and value.");
        }
        return tokens.get(next++);
    }
}
