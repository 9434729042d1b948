package dev.sluice.sql;

import java.util.Set;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.atn.ATN;
import org.antlr.v4.runtime.atn.ATNConfig;
import org.antlr.v4.runtime.atn.ATNConfigSet;
import org.antlr.v4.runtime.atn.ParserATNSimulator;
import org.antlr.v4.runtime.atn.PredictionContext;
import org.antlr.v4.runtime.atn.PredictionContextCache;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.dfa.DFA;
import org.antlr.v4.runtime.misc.DoubleKeyMap;
import org.antlr.v4.runtime.misc.ParseCancellationException;
import org.jspecify.annotations.Nullable;

/** ANTLR's prediction, which spends effort where its work grows: with each closure and each merge of stacks. */
final class BoundedPrediction extends ParserATNSimulator {
    /** How far the fast mode may look ahead by predicates: there it merges stacks uncounted, in exponential time. */
    private static final int FARTHEST = 16;

    private final Effort effort;

    BoundedPrediction(
            Parser parser, ATN grammar, DFA[] learned, PredictionContextCache learnedContexts, Effort effort) {
        super(parser, grammar, learned, learnedContexts);
        this.effort = effort;
    }

    @Override
    protected @Nullable ATNConfigSet computeReachSet(ATNConfigSet closure, int token, boolean fullContext) {
        if (mergeCache == null) {
            mergeCache = new CountedMerges();
        }
        ATNConfigSet reached = super.computeReachSet(closure, token, fullContext);
        if (reached != null
                && reached.hasSemanticContext
                && getPredictionMode() == PredictionMode.SLL
                && _input.index() - _startIndex > FARTHEST) {
            throw new ParseCancellationException();
        }
        return reached;
    }

    @Override
    protected void closureCheckingStopState(
            ATNConfig config,
            ATNConfigSet configs,
            Set<ATNConfig> busy,
            boolean collectPredicates,
            boolean fullContext,
            int depth,
            boolean treatEofAsEpsilon) {
        effort.spend();
        super.closureCheckingStopState(config, configs, busy, collectPredicates, fullContext, depth, treatEofAsEpsilon);
    }

    private final class CountedMerges extends DoubleKeyMap<PredictionContext, PredictionContext, PredictionContext> {
        @Override
        public PredictionContext get(PredictionContext left, PredictionContext right) {
            effort.spend();
            return super.get(left, right);
        }
    }
}
