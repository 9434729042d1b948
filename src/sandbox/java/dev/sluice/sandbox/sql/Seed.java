package dev.sluice.sandbox.sql;

import dev.sluice.sandbox.sql.Catalogue.CatalogEntry;
import dev.sluice.sandbox.sql.Catalogue.Details;
import dev.sluice.sandbox.sql.Catalogue.TableEntry;
import dev.sluice.sandbox.sql.text.Duck;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;

/** Makes a data set: tables by Databricks' own DDL, rows by a deterministic generator. */
final class Seed {
    private final Dataset dataset;
    private final Database database;
    private final SqlEngine engine;
    private final InstantSource clock;

    Seed(Dataset dataset, Database database, SqlEngine engine, InstantSource clock) {
        this.dataset = dataset;
        this.database = database;
        this.engine = engine;
        this.clock = clock;
    }

    void plant() throws SQLException, SqlFailure {
        Details details = new Details(dataset.owner(), null, clock.instant(), dataset.owner());
        engine.catalogue().add(new CatalogEntry(dataset.catalog(), details));
        for (String definition : Resources.statements("tables.sql")) {
            engine.run(Query.of(filled(definition), dataset.owner(), Path.of("")), new Cancellation());
        }
        for (String rows : Resources.statements("rows.sql")) {
            database.execute(filled(rows));
        }
        declareExternal("flights", "flights");
    }

    private String filled(String text) {
        return text.replace("${catalog}", dataset.catalog())
                .replace("${first}", Long.toString(dataset.firstFlight()))
                .replace("${last}", Long.toString(dataset.lastFlight()))
                .replace("${seed}", Long.toString(dataset.seed()))
                .replace("${flights}", path("flights.parquet"))
                .replace("${airports}", path("airports.csv"));
    }

    private static String path(String file) {
        return Duck.string(Resources.file(file).toString());
    }

    /** The flights stay in their file, so they are not a table that can be written. */
    private void declareExternal(String schema, String table) {
        Catalogue catalogue = engine.catalogue();
        TableEntry managed = catalogue.table(dataset.catalog(), schema, table).orElseThrow();
        catalogue.add(new TableEntry(
                managed.catalog(),
                schema,
                table,
                "EXTERNAL",
                "PARQUET",
                null,
                managed.columns(),
                managed.constraints(),
                managed.details()));
    }
}
