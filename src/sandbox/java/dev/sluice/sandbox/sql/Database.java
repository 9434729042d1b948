package dev.sluice.sandbox.sql;

import dev.sluice.sandbox.sql.text.Duck;
import dev.sluice.sandbox.sql.tree.Functions;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;

/** A DuckDB database in memory. Once locked, it reads no file but the flights, whatever SQL reaches it. */
final class Database implements AutoCloseable {
    private final DuckDBConnection root;

    private Database(DuckDBConnection root) {
        this.root = root;
    }

    static Database open() {
        try {
            Properties properties = new Properties();
            properties.setProperty(DuckDBDriver.JDBC_STREAM_RESULTS, "true");
            // Not by DriverManager: it knows the drivers of the class loader alone that asked it first.
            Database database = new Database(
                    new DuckDBDriver().connect("jdbc:duckdb:", properties).unwrap(DuckDBConnection.class));
            database.prepare();
            return database;
        } catch (SQLException e) {
            throw new IllegalStateException("DuckDB could not be started", e);
        }
    }

    private void prepare() throws SQLException {
        execute("SET GLOBAL default_null_order = 'nulls_first_on_asc_last_on_desc'");
        execute("SET GLOBAL memory_limit = '1GB'");
        execute("SET GLOBAL autoinstall_known_extensions = false");
        execute("SET GLOBAL autoload_known_extensions = false");
        execute("SET GLOBAL temp_directory = " + Duck.string(overflow().toString()));
        execute("SET GLOBAL allowed_paths = ["
                + Duck.string(Resources.file("flights.parquet").toString()) + "]");
        execute("CREATE SCHEMA " + Functions.MACRO_SCHEMA);
        for (String macro : Resources.statements("functions.sql")) {
            execute(macro);
        }
    }

    /** Shuts out the file system and the network for good. DuckDB does not let this be undone while it runs. */
    void lock() throws SQLException {
        execute("SET GLOBAL enable_external_access = false");
    }

    /** A connection for one statement. */
    Connection connect(ZoneId timeZone) throws SQLException {
        Connection connection = root.duplicate();
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET errors_as_json = true");
            statement.execute("SET TimeZone = " + Duck.string(timeZone.getId()));
        }
        return connection;
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = root.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The functions that statements may call. */
    Functions functions() {
        List<String> macros = new ArrayList<>();
        try (Statement statement = root.createStatement();
                ResultSet names = statement.executeQuery("SELECT DISTINCT function_name FROM duckdb_functions()"
                        + " WHERE schema_name = " + Duck.string(Functions.MACRO_SCHEMA))) {
            while (names.next()) {
                macros.add(names.getString(1));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The macros could not be listed", e);
        }
        return new Functions(Resources.lines("functions.txt"), macros);
    }

    @Override
    public void close() {
        try {
            root.close();
        } catch (SQLException e) {
            throw new IllegalStateException("DuckDB could not be closed", e);
        }
    }

    /** Where DuckDB puts what does not fit into memory; it makes the folder when it needs one, and removes it. */
    private static Path overflow() {
        return Path.of(System.getProperty("java.io.tmpdir"), "sluice-sandbox-overflow-" + UUID.randomUUID());
    }
}
