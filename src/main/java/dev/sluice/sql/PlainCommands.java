package dev.sluice.sql;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.antlr.v4.runtime.Token;
import org.apache.spark.sql.catalyst.parser.SqlBaseLexer;
import org.jspecify.annotations.Nullable;

/** The commands of Databricks that Spark's grammar does not know, as far as they can be told without one. */
final class PlainCommands {
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_]+");

    /** In every form Databricks gives them, these only read. */
    private static final Set<String> READING = Set.of("SHOW", "DESCRIBE", "DESC");

    private static final Set<String> CHANGING = Set.of(
            "ALTER",
            "ANALYZE",
            "APPLY",
            "BEGIN",
            "CACHE",
            "CALL",
            "COMMENT",
            "COMMIT",
            "CONVERT",
            "COPY",
            "CREATE",
            "DECLARE",
            "DELETE",
            "DENY",
            "DROP",
            "EXECUTE",
            "FSCK",
            "GENERATE",
            "GET",
            "GRANT",
            "INSERT",
            "LOAD",
            "MERGE",
            "MSCK",
            "OPTIMIZE",
            "PUT",
            "REFRESH",
            "REMOVE",
            "REORG",
            "REPAIR",
            "REPLACE",
            "RESET",
            "RESTORE",
            "REVOKE",
            "ROLLBACK",
            "SET",
            "START",
            "SYNC",
            "TRUNCATE",
            "UNCACHE",
            "UNDROP",
            "UPDATE",
            "USE",
            "VACUUM");

    private PlainCommands() {}

    /** Whether this is a command that reads, made of names and literals alone: no brackets, no second statement. */
    static boolean reads(List<Token> words) {
        if (words.size() < 2) {
            return false;
        }
        String first = keyword(words.getFirst());
        boolean listsFiles = first.equals("LIST") && words.get(1).getType() == SqlBaseLexer.STRING_LITERAL;
        return (listsFiles || READING.contains(first)) && words.stream().allMatch(PlainCommands::plain);
    }

    /** The keyword of a command that changes something, whatever follows it. */
    static @Nullable String change(List<Token> words) {
        String first = words.isEmpty() ? "" : keyword(words.getFirst());
        return CHANGING.contains(first) ? first : null;
    }

    private static boolean plain(Token word) {
        return switch (word.getType()) {
            case SqlBaseLexer.STRING_LITERAL,
                    SqlBaseLexer.DOUBLEQUOTED_STRING,
                    SqlBaseLexer.BACKQUOTED_IDENTIFIER,
                    SqlBaseLexer.DOT -> true;
            default -> WORD.matcher(word.getText()).matches();
        };
    }

    private static String keyword(Token word) {
        return word.getText().toUpperCase(Locale.ROOT);
    }
}
