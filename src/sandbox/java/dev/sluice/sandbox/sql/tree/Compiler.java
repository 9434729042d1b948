package dev.sluice.sandbox.sql.tree;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.sandbox.sql.error.Position;
import dev.sluice.sandbox.sql.error.SqlError;
import dev.sluice.sandbox.sql.text.Cursor;
import dev.sluice.sandbox.sql.text.Session;
import dev.sluice.sandbox.sql.text.Token;
import dev.sluice.sandbox.sql.text.Translation;
import dev.sluice.sandbox.sql.text.Translator;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Turns tokens of a statement into text that DuckDB may run: parsed, rewritten, printed, and looked at once more. */
public final class Compiler {
    private static final String SELECT = "SELECT ";

    private final Trees trees;
    private final Cursor cursor;
    private final Session session;
    private final TableResolver tables;
    private final Functions functions;

    public Compiler(Connection connection, Cursor cursor, Session session, TableResolver tables, Functions functions) {
        this.trees = new Trees(connection);
        this.cursor = cursor;
        this.session = session;
        this.tables = tables;
        this.functions = functions;
    }

    /** The text of a query. */
    public String query(List<Token> tokens) throws SQLException {
        Translation translation = Translator.translate(cursor, tokens, session);
        ObjectNode tree = parse(translation.sql(), translation, 0);
        rewrite(tree, translation, 0);
        return print(tree);
    }

    /** The text of a single expression, whose columns come from where it will stand. */
    public String expression(List<Token> tokens) throws SQLException {
        Translation translation = Translator.translate(cursor, tokens, session);
        ObjectNode tree = parse(SELECT + translation.sql(), translation, SELECT.length());
        ObjectNode node = (ObjectNode) tree.path("statements").path(0).path("node");
        if (!isLoneExpression(node)) {
            throw cursor.unexpected();
        }
        rewrite(tree, translation, SELECT.length());
        ((ObjectNode) node.path("select_list").path(0)).put("alias", "");
        return "(" + print(tree).substring(SELECT.length()) + ")";
    }

    private ObjectNode parse(String sql, Translation translation, int shift) throws SQLException {
        JsonNode answer = trees.parse(sql);
        if (answer.path("error").asBoolean()) {
            throw syntaxError(answer, translation, shift);
        }
        if (answer.path("statements").size() != 1) {
            throw cursor.unexpected();
        }
        return (ObjectNode) answer;
    }

    private void rewrite(ObjectNode tree, Translation translation, int shift) {
        new Rewriter(
                        tables,
                        functions,
                        offset -> Position.of(cursor.statement(), translation.origin(Math.max(0, offset - shift))))
                .rewrite(tree.path("statements").path(0));
    }

    /** What is run is text again, so it is parsed once more: it must not reach further than the tree that was checked. */
    private String print(ObjectNode tree) throws SQLException {
        String sql = trees.print(tree);
        JsonNode again = trees.parse(sql);
        if (again.path("statements").size() != 1 || !References.of(tree).containsAll(References.of(again))) {
            throw SqlError.unsupported("a construct that cannot be checked");
        }
        return sql;
    }

    private static boolean isLoneExpression(JsonNode node) {
        return Nodes.type(node).equals("SELECT_NODE")
                && node.path("select_list").size() == 1
                && node.path("select_list").path(0).path("alias").asText("").isEmpty()
                && Nodes.type(node.path("from_table")).equals("EMPTY")
                && node.path("modifiers").isEmpty()
                && node.path("cte_map").path("map").isEmpty()
                && node.path("group_sets").isEmpty()
                && node.path("where_clause").isNull()
                && node.path("having").isNull()
                && node.path("qualify").isNull();
    }

    private SqlError syntaxError(JsonNode answer, Translation translation, int shift) {
        String statement = cursor.statement();
        if (!answer.path("error_subtype").asText("").equals("SYNTAX_ERROR")) {
            return SqlError.syntax(statement, 0, answer.path("error_message").asText("statement"), "");
        }
        int offset = Integer.parseInt(answer.path("position").asText("0")) - shift;
        boolean atEnd = answer.path("error_message").asText("").contains("at end of input");
        if (atEnd || offset >= translation.sql().length()) {
            return SqlError.syntax(statement, statement.stripTrailing().length(), "", "");
        }
        int origin = translation.origin(Math.max(0, offset));
        return SqlError.syntax(statement, origin, cursor.tokenAt(origin), "");
    }
}
