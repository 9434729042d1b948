package dev.sluice.sandbox.sql;

import dev.sluice.sandbox.sql.text.Cursor;
import dev.sluice.sandbox.sql.text.Duck;
import dev.sluice.sandbox.sql.text.Token;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** MERGE INTO, put together from parts that were each checked as a query or an expression. */
final class Merge {
    private final Execution execution;
    private final Cursor cursor;
    private final Changes changes;

    Merge(Execution execution) {
        this.execution = execution;
        this.cursor = execution.cursor();
        this.changes = new Changes(execution);
    }

    Result run() throws SQLException {
        cursor.expect("MERGE", "INTO");
        StringBuilder sql =
                new StringBuilder("MERGE INTO ").append(changes.target().sql());
        cursor.expect("USING");
        sql.append(" USING ").append(source());
        cursor.expect("ON");
        sql.append(" ON ").append(execution.expression(cursor.until("WHEN")));
        while (!cursor.atEnd()) {
            sql.append(branch());
        }
        sql.append(" RETURNING merge_action");
        long[] counts = execution.countByText(sql.toString(), List.of("UPDATE", "DELETE", "INSERT"));
        return execution.rows(
                "SELECT CAST(%d AS BIGINT) AS num_affected_rows, CAST(%d AS BIGINT) AS num_updated_rows, CAST(%d AS BIGINT) AS num_deleted_rows, CAST(%d AS BIGINT) AS num_inserted_rows"
                        .formatted(counts[0] + counts[1] + counts[2], counts[0], counts[1], counts[2]));
    }

    private String source() throws SQLException {
        Token at = cursor.peek();
        String alias = "";
        String rows;
        if (at.is("(")) {
            rows = "(" + execution.query(cursor.parenthesized()) + ")";
        } else {
            List<String> name = cursor.name();
            rows = execution.access().resolve(name, execution.position(at)).sql();
            alias = name.getLast();
        }
        cursor.accept("AS");
        if (!cursor.sees("ON")) {
            alias = cursor.identifier();
        }
        return alias.isEmpty() ? rows : rows + " AS " + Duck.identifier(alias);
    }

    private String branch() throws SQLException {
        cursor.expect("WHEN");
        StringBuilder sql = new StringBuilder(" WHEN");
        sql.append(cursor.accept("NOT") ? " NOT" : "");
        cursor.expect("MATCHED");
        sql.append(" MATCHED");
        if (cursor.accept("BY")) {
            sql.append(cursor.accept("SOURCE") ? " BY SOURCE" : "");
            sql.append(cursor.accept("TARGET") ? " BY TARGET" : "");
        }
        if (cursor.accept("AND")) {
            sql.append(" AND ").append(execution.expression(cursor.until("THEN")));
        }
        cursor.expect("THEN");
        return sql.append(" THEN ").append(action()).toString();
    }

    private String action() throws SQLException {
        if (cursor.accept("DELETE")) {
            return "DELETE";
        }
        if (cursor.accept("UPDATE")) {
            cursor.expect("SET");
            return cursor.accept("*") ? "UPDATE BY NAME" : "UPDATE SET " + changes.assignments("WHEN");
        }
        cursor.expect("INSERT");
        if (cursor.accept("*")) {
            return "INSERT BY NAME";
        }
        String columns = Changes.names(cursor.parenthesized());
        cursor.expect("VALUES", "(");
        List<String> values = new ArrayList<>();
        do {
            values.add(execution.expression(cursor.until(",", ")")));
        } while (cursor.accept(","));
        cursor.expect(")");
        return "INSERT " + columns + " VALUES (" + String.join(", ", values) + ")";
    }
}
