package dev.sluice.sandbox.sql;

import dev.sluice.sandbox.sql.error.SqlError;
import dev.sluice.sandbox.sql.text.Session;
import dev.sluice.sandbox.sql.tree.Functions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Locale;

/** One workspace's data and the SQL that runs on it. Thread-safe; calls block, so make them from worker threads. */
public final class SqlEngine implements AutoCloseable {
    static final String DEFAULT_SCHEMA = "default";

    private final Database database;
    private final String defaultCatalog;
    private final Functions functions;
    private final InstantSource clock;
    private final Grants grants = new Grants();
    private final Catalogue catalogue = new Catalogue(grants);
    private final Statements statements;

    private SqlEngine(Database database, String defaultCatalog, InstantSource clock) {
        this.database = database;
        this.defaultCatalog = defaultCatalog;
        this.clock = clock;
        this.functions = database.functions();
        this.statements = new Statements(catalogue, grants);
    }

    /** Opens a workspace with fresh data; nothing that is changed in it outlives it. */
    public static SqlEngine open(Dataset dataset) {
        Database database = Database.open();
        try {
            InstantSource clock = InstantSource.system();
            SqlEngine engine = new SqlEngine(database, dataset.catalog(), clock);
            new Seed(dataset, database, engine, clock).plant();
            database.lock();
            return engine;
        } catch (SQLException | SqlFailure e) {
            database.close();
            throw new IllegalStateException("The data of " + dataset + " could not be made", e);
        }
    }

    /**
     * Runs one statement to its end and leaves its rows in chunk files of the query's spool folder.
     *
     * @throws SqlFailure with Databricks' text and SQLSTATE; after {@link Cancellation#cancel} always with HY008
     */
    public Result run(Query query, Cancellation cancellation) throws SqlFailure {
        try (Connection connection = database.connect(ZoneId.of(query.timeZone()))) {
            Session session = session(query);
            Access access = new Access(connection, catalogue, grants, session);
            return statements.run(new Execution(connection, query, cancellation, session, access, functions, clock));
        } catch (SqlError e) {
            throw new SqlFailure(e.text(), e.sqlState(), e);
        } catch (SQLException e) {
            if (cancellation.isCancelled()) {
                throw new SqlFailure("The statement was cancelled.", "HY008", e);
            }
            SqlError error = DuckErrors.translate(e, query.statement());
            throw new SqlFailure(error.text(), error.sqlState(), e);
        }
    }

    /** Who may do what, to read and to change. */
    public Grants grants() {
        return grants;
    }

    /** What there is, and who may see it. */
    public Catalogue catalogue() {
        return catalogue;
    }

    @Override
    public void close() {
        database.close();
    }

    private Session session(Query query) {
        String catalog =
                query.catalog() == null ? defaultCatalog : query.catalog().toLowerCase(Locale.ROOT);
        String schema = query.schema() == null ? DEFAULT_SCHEMA : query.schema().toLowerCase(Locale.ROOT);
        return new Session(query.principal(), catalog, schema, query.timeZone());
    }
}
