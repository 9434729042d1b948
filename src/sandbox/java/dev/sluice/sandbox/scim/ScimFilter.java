package dev.sluice.sandbox.scim;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads a filter: {@code userName sw "ada" and (active eq true or name.familyName ne "Abara")}. Databricks REST: eq,
 * ne, co, sw with and, or; values compare without case, and {@code and} binds tighter (RFC 7644, filtering).
 */
final class ScimFilter {
    private final FilterTokens tokens;

    private ScimFilter(FilterTokens tokens) {
        this.tokens = tokens;
    }

    /** What a resource must fulfil; an absent filter takes all. */
    static Predicate<JsonObject> parse(@Nullable String filter) {
        if (filter == null || filter.isBlank()) {
            return resource -> true;
        }
        ScimFilter parser = new ScimFilter(new FilterTokens(filter));
        Predicate<JsonObject> parsed = parser.alternatives();
        if (!parser.tokens.done()) {
            throw ScimError.filter("The filter goes on with " + parser.tokens.take() + ", where and, or or its end"
                    + " was expected.");
        }
        return parsed;
    }

    private Predicate<JsonObject> alternatives() {
        Predicate<JsonObject> any = conditions();
        while (tokens.take("or")) {
            any = any.or(conditions());
        }
        return any;
    }

    private Predicate<JsonObject> conditions() {
        Predicate<JsonObject> all = term();
        while (tokens.take("and")) {
            all = all.and(term());
        }
        return all;
    }

    private Predicate<JsonObject> term() {
        if (!tokens.take("(")) {
            return comparison();
        }
        Predicate<JsonObject> inner = alternatives();
        if (!tokens.take(")")) {
            throw ScimError.filter("The filter has a parenthesis that is not closed.");
        }
        return inner;
    }

    private Predicate<JsonObject> comparison() {
        AttributePath attribute = AttributePath.of(tokens.take());
        String operator = tokens.take().toLowerCase(Locale.ROOT);
        if (operator.equals("ne")) {
            return matching(attribute, value(), String::equals).negate();
        }
        BiPredicate<String, String> test = switch (operator) {
            case "eq" -> String::equals;
            case "co" -> String::contains;
            case "sw" -> String::startsWith;
            default -> throw ScimError.filter("Given filter operator is not supported.");
        };
        return matching(attribute, value(), test);
    }

    private static Predicate<JsonObject> matching(
            AttributePath attribute, String value, BiPredicate<String, String> test) {
        return resource -> {
            List<String> found = attribute.in(resource);
            return found.stream().anyMatch(each -> test.test(each.toLowerCase(Locale.ROOT), value));
        };
    }

    private String value() {
        String token = tokens.take();
        try {
            return String.valueOf(Json.decodeValue(token)).toLowerCase(Locale.ROOT);
        } catch (DecodeException notJson) {
            throw ScimError.filter("The filter's value " + token + " must be in double quotes, or true or false.");
        }
    }
}
