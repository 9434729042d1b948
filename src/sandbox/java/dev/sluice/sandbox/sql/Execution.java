package dev.sluice.sandbox.sql;

import dev.sluice.sandbox.sql.Catalogue.Details;
import dev.sluice.sandbox.sql.cell.Projection;
import dev.sluice.sandbox.sql.error.Position;
import dev.sluice.sandbox.sql.text.Cursor;
import dev.sluice.sandbox.sql.text.Session;
import dev.sluice.sandbox.sql.text.Token;
import dev.sluice.sandbox.sql.tree.Compiler;
import dev.sluice.sandbox.sql.tree.Functions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One statement on its way: its text, its connection, who runs it, and the running of what it becomes in DuckDB. */
final class Execution {
    private final Connection connection;
    private final Query query;
    private final Cancellation cancellation;
    private final Cursor cursor;
    private final Access access;
    private final Compiler compiler;
    private final Session session;
    private final InstantSource clock;

    Execution(
            Connection connection,
            Query query,
            Cancellation cancellation,
            Session session,
            Access access,
            Functions functions,
            InstantSource clock) {
        this.connection = connection;
        this.query = query;
        this.cancellation = cancellation;
        this.session = session;
        this.access = access;
        this.clock = clock;
        this.cursor = new Cursor(query.statement(), new ParameterValues(query.statement(), query.parameters()));
        this.compiler = new Compiler(connection, cursor, session, access, functions);
    }

    Cursor cursor() {
        return cursor;
    }

    Access access() {
        return access;
    }

    Session session() {
        return session;
    }

    /** What a new object of the principal's has. */
    Details details(@Nullable String comment) {
        return new Details(session.user(), comment, clock.instant().truncatedTo(ChronoUnit.MILLIS), session.user());
    }

    Position position(Token token) {
        return cursor.position(token);
    }

    /** Checked text of a query. */
    String query(List<Token> tokens) throws SQLException {
        return compiler.query(tokens);
    }

    /** Checked text of an expression. */
    String expression(List<Token> tokens) throws SQLException {
        return compiler.expression(tokens);
    }

    /** Runs a query that was checked or made here, and spools its rows. */
    Result rows(String sql) throws SQLException {
        Projection projection = projection(sql);
        try (Statement statement = connection.createStatement()) {
            begin(statement);
            try (ResultSet cursorOfRows = statement.executeQuery(projection.sql())) {
                return new ResultSpool(query, projection.columns(), cancellation).write(cursorOfRows);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("A chunk could not be written to " + query.spool(), e);
        } finally {
            cancellation.ended();
        }
    }

    Result rows(TempTable table) throws SQLException {
        return rows("SELECT * FROM " + table.create(connection).sql());
    }

    /** The columns that a query would give. */
    Projection projection(String sql) throws SQLException {
        try (PreparedStatement prepared = connection.prepareStatement(sql)) {
            return Projection.of(sql, prepared.getMetaData());
        }
    }

    /** Runs a change that was checked or made here; returns the number of rows it touched. */
    long change(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            begin(statement);
            return statement.executeUpdate(sql);
        } finally {
            cancellation.ended();
        }
    }

    /** Like {@link #change}, for a change that returns rows of one text column. */
    long[] countByText(String sql, List<String> texts) throws SQLException {
        long[] counts = new long[texts.size()];
        try (Statement statement = connection.createStatement()) {
            begin(statement);
            try (ResultSet rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                    counts[texts.indexOf(rows.getString(1))]++;
                }
            }
        } finally {
            cancellation.ended();
        }
        return counts;
    }

    private void begin(Statement statement) throws SQLException {
        cancellation.started(statement);
        if (cancellation.isCancelled()) {
            throw new SQLException("Cancelled before it began");
        }
    }
}
