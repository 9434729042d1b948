package dev.sluice.sandbox.files;

import dev.sluice.sandbox.http.Refusal;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Notebooks between Databricks' source format and Jupyter's: one cell each, text cells as {@code %md}. */
final class Jupyter {
    private static final String TEXT_CELL = "%md";

    private Jupyter() {}

    /** The Python source of a Jupyter notebook. */
    static Buffer toSource(Buffer notebook) {
        try {
            String source = notebook.toJsonObject().getJsonArray("cells", new JsonArray()).stream()
                    .map(JsonObject.class::cast)
                    .map(Jupyter::cell)
                    .collect(Collectors.joining(Language.PYTHON.cellBreak()));
            return Buffer.buffer(source);
        } catch (DecodeException | ClassCastException malformed) {
            throw Refusal.field("content", "The content is not a Jupyter notebook.");
        }
    }

    private static String cell(JsonObject cell) {
        String text = cell.getValue("source") instanceof JsonArray lines
                ? lines.stream().map(String::valueOf).collect(Collectors.joining())
                : cell.getString("source", "");
        return "markdown".equals(cell.getString("cell_type"))
                ? Language.PYTHON.magic() + TEXT_CELL + "\n" + text.replaceAll("(?m)^", Language.PYTHON.magic())
                : text;
    }

    static Buffer of(Language language, Buffer source) {
        JsonArray cells = new JsonArray();
        cells(language, source).forEach(cell -> cells.add(cell(language, cell)));
        return new JsonObject()
                .put("cells", cells)
                .put(
                        "metadata",
                        new JsonObject()
                                .put(
                                        "language_info",
                                        new JsonObject()
                                                .put("name", language.name().toLowerCase(Locale.ROOT))))
                .put("nbformat", 4)
                .put("nbformat_minor", 0)
                .toBuffer();
    }

    /** The cells of a source. */
    static List<String> cells(Language language, Buffer source) {
        return List.of(source.toString().split(Pattern.quote(language.cellBreak()), -1));
    }

    private static JsonObject cell(Language language, String text) {
        String mark = language.magic() + TEXT_CELL + "\n";
        boolean isText = text.startsWith(mark);
        String shown =
                isText ? text.substring(mark.length()).replaceAll("(?m)^" + Pattern.quote(language.magic()), "") : text;
        JsonObject cell = new JsonObject()
                .put("cell_type", isText ? "markdown" : "code")
                .put("metadata", new JsonObject())
                .put("source", new JsonArray().add(shown));
        return isText ? cell : cell.putNull("execution_count").put("outputs", new JsonArray());
    }
}
