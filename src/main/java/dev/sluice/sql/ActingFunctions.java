package dev.sluice.sql;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.antlr.v4.runtime.Token;
import org.apache.spark.sql.catalyst.parser.SqlBaseLexer;
import org.jspecify.annotations.Nullable;

/**
 * The functions by which a query does more than read data. A function is known by its last name, whatever its catalog
 * and schema; one whose name is computed is unknown and counts too.
 */
final class ActingFunctions {
    private static final Set<String> NAMES = Set.of(
            // They send a request to another system, with a connection's credentials.
            "http_request",
            "remote_query",
            // The endpoint may be any model or agent, with any effect. The other ai_ functions only compute.
            "ai_query",
            "ai_generate_text",
            // They call any method of the JVM.
            "reflect",
            "try_reflect",
            "java_method",
            // They give a secret away.
            "secret",
            "try_secret",
            // They connect to a host that the text names; some move a reader's position.
            "read_kafka",
            "read_kinesis",
            "read_pubsub",
            "read_pulsar",
            "cloud_files");

    private ActingFunctions() {}

    /** The first function with effects that is called. */
    static @Nullable String among(List<Token> words) {
        Deque<Boolean> computedNames = new ArrayDeque<>();
        for (int i = 0; i + 1 < words.size(); i++) {
            boolean called = words.get(i + 1).getType() == SqlBaseLexer.LEFT_PAREN;
            switch (words.get(i).getType()) {
                case SqlBaseLexer.LEFT_PAREN ->
                    computedNames.push(i > 0 && words.get(i - 1).getType() == SqlBaseLexer.IDENTIFIER_KW);
                case SqlBaseLexer.RIGHT_PAREN -> {
                    if (!computedNames.isEmpty() && computedNames.pop() && called) {
                        return "a function named by IDENTIFIER";
                    }
                }
                default -> {
                    String name = name(words.get(i));
                    if (called && NAMES.contains(name)) {
                        return name;
                    }
                }
            }
        }
        return null;
    }

    private static String name(Token word) {
        String text = word.getText();
        boolean quoted = text.length() > 1 && text.startsWith("`");
        return (quoted ? text.substring(1, text.length() - 1) : text).toLowerCase(Locale.ROOT);
    }
}
