package dev.sluice.load.comparison;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The tables of one run and the conditions that it ran under. */
record Report(List<Table> tables) {
    String markdown() {
        return Conditions.here() + "\n\n" + tables.stream().map(Table::markdown).collect(Collectors.joining("\n"));
    }

    /** Writes {@code result.md}, and {@code result.json} with every sample. */
    void write(Path directory) {
        JsonArray told = new JsonArray(tables.stream().map(Table::json).toList());
        JsonObject json = new JsonObject().put("conditions", Conditions.here()).put("tables", told);
        try {
            Files.writeString(directory.resolve("result.md"), markdown());
            Files.writeString(directory.resolve("result.json"), json.encodePrettily());
        } catch (IOException e) {
            throw new UncheckedIOException("The result cannot be written: " + e.getMessage(), e);
        }
    }
}
