package dev.sluice.sql;

import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.misc.ParseCancellationException;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser;

/** Spark's parser, kept from overflowing the stack. Builds no tree; gives up at the first error. */
final class BoundedParser extends SqlBaseParser {
    /** A stack of 1 MiB holds some 3,000 rules of code that is not compiled yet. */
    private static final int DEEPEST = 1_500;

    private int depth;

    BoundedParser(CommonTokenStream tokens, LearnedGrammar learned, Effort effort) {
        super(tokens);
        removeErrorListeners();
        setErrorHandler(new BailErrorStrategy());
        setBuildParseTree(false);
        setInterpreter(learned.parsing(this, effort));
    }

    /**
     * Parses the tokens from the first to the last, in the fast mode or in the thorough one.
     *
     * @return what was seen
     * @throws UnreadableException where they are no statement
     */
    StatementWatch parse(PredictionMode mode) {
        StatementWatch watch = new StatementWatch();
        reset();
        depth = 0;
        removeParseListeners();
        addParseListener(watch);
        getInterpreter().setPredictionMode(mode);
        try {
            compoundOrSingleStatement();
            return watch;
        } catch (ParseCancellationException failed) {
            throw UnreadableException.at(
                    failed.getCause() instanceof RecognitionException at && at.getOffendingToken() != null
                            ? at.getOffendingToken()
                            : getCurrentToken(),
                    "The statement cannot be parsed.");
        }
    }

    @Override
    public void enterRule(ParserRuleContext context, int state, int rule) {
        descend();
        super.enterRule(context, state, rule);
    }

    @Override
    public void exitRule() {
        depth--;
        super.exitRule();
    }

    @Override
    public void enterRecursionRule(ParserRuleContext context, int state, int rule, int precedence) {
        descend();
        super.enterRecursionRule(context, state, rule, precedence);
    }

    @Override
    public void unrollRecursionContexts(ParserRuleContext parent) {
        depth--;
        super.unrollRecursionContexts(parent);
    }

    private void descend() {
        if (++depth > DEEPEST) {
            throw UnreadableException.at(getCurrentToken(), "The statement is nested too deep to be parsed.");
        }
    }
}
