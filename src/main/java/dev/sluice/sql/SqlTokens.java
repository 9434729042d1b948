package dev.sluice.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ListTokenSource;
import org.antlr.v4.runtime.Token;
import org.apache.spark.sql.catalyst.parser.SqlBaseLexer;

/**
 * The tokens of a text, once it is sure that they can be parsed in bounded time and that Databricks sees the same ones:
 * what its lexer may read otherwise than Spark's is refused.
 */
final class SqlTokens {
    private static final int DEEPEST_BRACKETS = 100;
    // The lexer's work grows with the cube of this.
    private static final int DEEPEST_COMMENTS = 32;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]+");

    private final List<Token> all = new ArrayList<>();
    private int brackets;

    private SqlTokens() {}

    /** @throws UnreadableException for a text that is not to be parsed */
    static SqlTokens of(String text, LearnedGrammar learned) {
        refuseSubstitution(text);
        refuseDeepComments(text);
        SqlBaseLexer lexer = new SqlBaseLexer(new CaseBlindStream(text));
        lexer.removeErrorListeners();
        lexer.setInterpreter(learned.lexing(lexer));
        SqlTokens tokens = new SqlTokens();
        Token token;
        do {
            token = lexer.nextToken();
            tokens.add(token);
        } while (token.getType() != Token.EOF);
        if (lexer.has_unclosed_bracketed_comment) {
            throw UnreadableException.at(tokens.lastComment(), "A comment is not closed.");
        }
        return tokens;
    }

    /** Those that mean something, without the end of the text. */
    List<Token> words() {
        return all.stream()
                .filter(token -> token.getChannel() == Token.DEFAULT_CHANNEL && token.getType() != Token.EOF)
                .toList();
    }

    /** All of them, for a parser whose every step is counted. */
    CommonTokenStream stream(Effort effort) {
        return new CommonTokenStream(new ListTokenSource(all)) {
            @Override
            public void consume() {
                effort.reached(LT(1));
                effort.spend();
                super.consume();
            }
        };
    }

    private void add(Token token) {
        switch (token.getType()) {
            case SqlBaseLexer.UNRECOGNIZED ->
                throw UnreadableException.at(token, "A character is no SQL, or a quote is not closed.");
            case SqlBaseLexer.IDENTIFIER -> refuseOddName(token);
            case SqlBaseLexer.SIMPLE_COMMENT -> refuseLongLine(token);
            case SqlBaseLexer.LEFT_PAREN, SqlBaseLexer.LEFT_BRACKET -> {
                if (++brackets > DEEPEST_BRACKETS) {
                    throw UnreadableException.at(token, "Brackets are nested deeper than " + DEEPEST_BRACKETS + ".");
                }
            }
            case SqlBaseLexer.RIGHT_PAREN, SqlBaseLexer.RIGHT_BRACKET -> brackets--;
            default -> {}
        }
        all.add(token);
    }

    /** Spark's lexer takes URLs and letters of all languages for names, and its parser refuses them afterwards. */
    private static void refuseOddName(Token name) {
        if (!NAME.matcher(name.getText()).matches()) {
            throw UnreadableException.at(name, "A name holds other characters than letters, digits and _.");
        }
    }

    /** Spark goes on with such a comment on the next line; whoever does not would run that line. */
    private static void refuseLongLine(Token comment) {
        if (comment.getText().contains("\\\n")) {
            throw UnreadableException.at(comment, "A comment ends its line with a backslash.");
        }
    }

    /** Spark replaces these before it parses, even within literals, by what its configuration holds. */
    private static void refuseSubstitution(String text) {
        int at = text.indexOf("${");
        if (at >= 0) {
            throw refused(text, at, "${…} is replaced by other text before the statement runs.");
        }
    }

    /** Counts what looks like a comment's begin and end, also within literals. */
    private static void refuseDeepComments(String text) {
        int depth = 0;
        for (int at = text.indexOf('*'); at >= 0; at = text.indexOf('*', at + 1)) {
            if (at > 0 && text.charAt(at - 1) == '/') {
                depth++;
            } else if (depth > 0 && text.startsWith("/", at + 1)) {
                depth--;
            }
            if (depth > DEEPEST_COMMENTS) {
                throw refused(text, at, "Comments are nested deeper than " + DEEPEST_COMMENTS + ".");
            }
        }
    }

    private static UnreadableException refused(String text, int at, String why) {
        int line = 1
                + (int) text.substring(0, at)
                        .chars()
                        .filter(character -> character == '\n')
                        .count();
        return UnreadableException.at(line, at - text.lastIndexOf('\n', at), why);
    }

    private Token lastComment() {
        return all.get(all.size() - 2);
    }
}
