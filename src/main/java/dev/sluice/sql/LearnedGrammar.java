package dev.sluice.sql;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.antlr.v4.runtime.Lexer;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.atn.ATN;
import org.antlr.v4.runtime.atn.LexerATNSimulator;
import org.antlr.v4.runtime.atn.PredictionContextCache;
import org.antlr.v4.runtime.dfa.DFA;
import org.apache.spark.sql.catalyst.parser.SqlBaseLexer;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser;

/**
 * What ANTLR has learned of the grammar from the texts seen so far; shared by threads. The generated classes keep this
 * in static fields that only grow; here it is dropped when it has become large.
 */
final class LearnedGrammar {
    // Hundreds of statements of every kind make 2,000 states and 8 MB.
    private static final int MOST_STATES = 10_000;

    private final DFA[] lexing = untaught(SqlBaseLexer._ATN);
    private final DFA[] parsing = untaught(SqlBaseParser._ATN);
    private final PredictionContextCache lexingContexts = new PredictionContextCache();
    private final PredictionContextCache parsingContexts = new PredictionContextCache();

    LexerATNSimulator lexing(Lexer lexer) {
        return new LexerATNSimulator(lexer, SqlBaseLexer._ATN, lexing, lexingContexts);
    }

    BoundedPrediction parsing(Parser parser, Effort effort) {
        return new BoundedPrediction(parser, SqlBaseParser._ATN, parsing, parsingContexts, effort);
    }

    boolean large() {
        return states(lexing) + states(parsing) > MOST_STATES;
    }

    private static int states(DFA[] learned) {
        return Arrays.stream(learned).mapToInt(dfa -> dfa.states.size()).sum();
    }

    private static DFA[] untaught(ATN grammar) {
        return IntStream.range(0, grammar.getNumberOfDecisions())
                .mapToObj(decision -> new DFA(grammar.getDecisionState(decision), decision))
                .toArray(DFA[]::new);
    }
}
