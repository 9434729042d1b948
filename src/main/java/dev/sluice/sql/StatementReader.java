package dev.sluice.sql;

import dev.sluice.sql.StatementKind.Changes;
import dev.sluice.sql.StatementKind.Reads;
import java.util.List;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.jspecify.annotations.Nullable;

/** Finds what a text does by parsing it. Costs time: at most some seconds, for a text made to. Safe for threads. */
final class StatementReader {
    static final int LONGEST = 256 * 1024;

    private volatile LearnedGrammar learned = new LearnedGrammar();

    StatementKind read(String text) {
        if (text.length() > LONGEST) {
            return tooLong();
        }
        LearnedGrammar grammar = learned;
        try {
            return read(SqlTokens.of(text, grammar), grammar);
        } catch (UnreadableException unreadable) {
            return unreadable.kind();
        } finally {
            if (grammar.large()) {
                learned = new LearnedGrammar();
            }
        }
    }

    static StatementKind tooLong() {
        return new StatementKind.Unreadable("The statement is longer than " + LONGEST + " characters.", 1, 1);
    }

    private static StatementKind read(SqlTokens tokens, LearnedGrammar grammar) {
        List<Token> words = tokens.words();
        if (PlainCommands.reads(words)) {
            return new Reads();
        }
        StatementKind kind = parsed(tokens, words, grammar);
        @Nullable String function = kind instanceof Reads ? ActingFunctions.among(words) : null;
        return function == null ? kind : new Changes(function);
    }

    private static StatementKind parsed(SqlTokens tokens, List<Token> words, LearnedGrammar grammar) {
        Effort effort = new Effort();
        BoundedParser parser = new BoundedParser(tokens.stream(effort), grammar, effort);
        try {
            return parser.parse(PredictionMode.SLL).kind();
        } catch (UnreadableException fast) {
            @Nullable String command = PlainCommands.change(words);
            return command == null ? parser.parse(PredictionMode.LL).kind() : new Changes(command);
        }
    }
}
