package dev.sluice.sandbox.sql;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;

/** One workspace's data and the SQL that runs on it. Thread-safe; calls block, so make them from worker threads. */
public final class SqlEngine implements AutoCloseable {
    private final DuckDBConnection database;
    private final Grants grants = new Grants();
    private final Catalogue catalogue = new Catalogue(grants);
    private final Dataset dataset;

    private SqlEngine(DuckDBConnection database, Dataset dataset) {
        this.database = database;
        this.dataset = dataset;
    }

    /** Opens a workspace with fresh data. */
    public static SqlEngine open(Dataset dataset) {
        try {
            Properties properties = new Properties();
            properties.setProperty(DuckDBDriver.JDBC_STREAM_RESULTS, "true");
            SqlEngine engine = new SqlEngine(
                    DriverManager.getConnection("jdbc:duckdb:", properties).unwrap(DuckDBConnection.class), dataset);
            engine.seed();
            return engine;
        } catch (SQLException e) {
            throw new IllegalStateException("The data of " + dataset + " could not be opened", e);
        }
    }

    private void seed() throws SQLException {
        try (var statement = database.createStatement()) {
            statement.execute("CREATE SCHEMA sales");
            statement.execute("CREATE TABLE sales.orders AS SELECT n + 1 AS order_id, n % 97 + 1 AS customer_id, "
                    + "CASE n % 3 WHEN 0 THEN 'pending' WHEN 1 THEN 'shipped' ELSE 'delivered' END AS status, "
                    + "CAST(n * 1.25 AS DECIMAL(12,2)) AS total_amount, TIMESTAMPTZ '2026-01-01 00:00:00+00' + to_hours(n) AS created_at "
                    + "FROM range(5000) t(n)");
        }
        Catalogue.Details details = new Catalogue.Details("admin", null, Instant.EPOCH, "admin");
        catalogue.add(new Catalogue.CatalogEntry(dataset.catalog(), details));
        catalogue.add(new Catalogue.SchemaEntry(dataset.catalog(), "sales", details));
        grants.grant(Grants.ACCOUNT_USERS, Privilege.USE_CATALOG, Securable.catalog(dataset.catalog()));
    }

    /**
     * Runs one statement to its end and leaves its rows in chunk files of the query's spool folder.
     *
     * @throws SqlFailure with Databricks' text and SQLSTATE; after {@link Cancellation#cancel} always with HY008
     */
    public Result run(Query query, Cancellation cancellation) throws SqlFailure {
        try (var connection = database.duplicate();
                var statement = connection.createStatement()) {
            cancellation.started(statement);
            if (!statement.execute(query.statement().replace(dataset.catalog() + ".", ""))) {
                return Result.none();
            }
            return rows(query, statement.getResultSet());
        } catch (SQLException e) {
            throw new SqlFailure(String.valueOf(e.getMessage()), "42000", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            cancellation.ended();
        }
    }

    private Result rows(Query query, ResultSet rows) throws SQLException, IOException {
        int width = rows.getMetaData().getColumnCount();
        List<Column> columns = new ArrayList<>();
        for (int i = 1; i <= width; i++) {
            columns.add(new Column(rows.getMetaData().getColumnName(i), "STRING", "STRING", i - 1, null, null, null));
        }
        Path file = query.spool().resolve("0");
        long count = 0;
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write('[');
            while (rows.next()) {
                out.write(count++ == 0 ? "[" : ",[");
                for (int i = 1; i <= width; i++) {
                    String text = rows.getString(i);
                    out.write((i == 1 ? "" : ",") + (text == null ? "null" : '"' + text.replace("\"", "\\\"") + '"'));
                }
                out.write(']');
            }
            out.write(']');
        }
        long size = Files.size(file);
        return new Result(columns, List.of(new Chunk(0, 0, count, size, file)), count, size, false, true);
    }

    public Grants grants() {
        return grants;
    }

    public Catalogue catalogue() {
        return catalogue;
    }

    @Override
    public void close() {
        try {
            database.close();
        } catch (SQLException e) {
            throw new IllegalStateException("The workspace's database could not be closed", e);
        }
    }
}
