package dev.sluice.sql;

import dev.sluice.sql.StatementKind.Changes;
import dev.sluice.sql.StatementKind.Reads;
import java.util.Locale;
import java.util.Set;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.ErrorNode;
import org.antlr.v4.runtime.tree.ParseTreeListener;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.DescribeFunctionContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.DescribeNamespaceContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.DescribeProcedureContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.DescribeQueryContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.DescribeRelationContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.DmlStatementNoWithContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ExplainContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.InsertIntoContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.SetResetStatementContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ShowCatalogsContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ShowCollationsContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ShowColumnsContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ShowCreateTableContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ShowCurrentNamespaceContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ShowFunctionsContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ShowNamespacesContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ShowPartitionsContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ShowProceduresContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ShowTableExtendedContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ShowTablesContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ShowTblPropertiesContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ShowViewsContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.SingleCompoundStatementContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.StatementContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.StatementDefaultContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.TransformClauseContext;
import org.jspecify.annotations.Nullable;

/**
 * Hears which statements a text is made of while it is parsed. Those that only read are listed; every other one, also
 * one that a newer grammar brings, counts as a change. EXPLAIN is as what it explains: Spark runs some commands while
 * it analyses them.
 */
final class StatementWatch implements ParseTreeListener {
    private static final Set<Class<?>> READING = Set.of(
            StatementDefaultContext.class,
            ExplainContext.class,
            DescribeFunctionContext.class,
            DescribeNamespaceContext.class,
            DescribeProcedureContext.class,
            DescribeQueryContext.class,
            DescribeRelationContext.class,
            ShowCatalogsContext.class,
            ShowCollationsContext.class,
            ShowColumnsContext.class,
            ShowCreateTableContext.class,
            ShowCurrentNamespaceContext.class,
            ShowFunctionsContext.class,
            ShowNamespacesContext.class,
            ShowPartitionsContext.class,
            ShowProceduresContext.class,
            ShowTableExtendedContext.class,
            ShowTablesContext.class,
            ShowTblPropertiesContext.class,
            ShowViewsContext.class);

    /** What a script does, whatever is in it. */
    static final String SCRIPT = "BEGIN";

    private boolean reads;
    private @Nullable String change;

    StatementKind kind() {
        if (change != null) {
            return new Changes(change);
        }
        return reads ? new Reads() : new Changes("the statement");
    }

    @Override
    public void exitEveryRule(ParserRuleContext rule) {
        reads |= READING.contains(rule.getClass());
        if (rule instanceof SingleCompoundStatementContext) {
            change = SCRIPT;
        } else if (change == null) {
            change = changeBy(rule);
        }
    }

    private static @Nullable String changeBy(ParserRuleContext rule) {
        return switch (rule) {
            // It runs a program on the cluster.
            case TransformClauseContext transform -> "TRANSFORM";
            case InsertIntoContext insert -> "INSERT";
            case DmlStatementNoWithContext change -> keyword(change);
            case SetResetStatementContext setting -> keyword(setting);
            case StatementContext statement when !READING.contains(statement.getClass()) -> keyword(statement);
            default -> null;
        };
    }

    private static String keyword(ParserRuleContext rule) {
        return rule.getStart().getText().toUpperCase(Locale.ROOT);
    }

    @Override
    public void enterEveryRule(ParserRuleContext rule) {}

    @Override
    public void visitTerminal(TerminalNode node) {}

    @Override
    public void visitErrorNode(ErrorNode node) {}
}
