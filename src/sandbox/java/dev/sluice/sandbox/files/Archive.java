package dev.sluice.sandbox.files;

import dev.sluice.sandbox.tree.TreePath;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Several objects as one zip, named by their paths within a folder: sources, or Databricks' own notebook format. */
final class Archive {
    private Archive() {}

    static Buffer ofSources(TreePath folder, List<WorkspaceObject> objects) {
        return zip(out -> {
            for (WorkspaceObject object : objects) {
                String name = name(folder, object);
                switch (object.type()) {
                    case NOTEBOOK -> add(out, name + "." + Source.extension(object), Source.of(object));
                    case FILE -> add(out, name, object.content());
                    case DIRECTORY, REPO -> {}
                }
            }
        });
    }

    /** Notebooks alone, as a DBC has them. */
    static Buffer ofNotebooks(TreePath folder, List<WorkspaceObject> objects) {
        return zip(out -> {
            for (WorkspaceObject object : objects) {
                Language language = object.language();
                if (language != null) {
                    String lower = language.name().toLowerCase(Locale.ROOT);
                    add(out, name(folder, object) + "." + lower, notebook(object, language, lower));
                }
            }
        });
    }

    private static Buffer notebook(WorkspaceObject object, Language language, String lower) {
        JsonArray commands = new JsonArray();
        List<String> cells = Jupyter.cells(language, object.content());
        cells.forEach(cell -> commands.add(new JsonObject()
                .put("version", "CommandV1")
                .put("position", commands.size() + 1.0)
                .put("command", cell)));
        return new JsonObject()
                .put("version", "NotebookV1")
                .put("name", object.path().name())
                .put("language", lower)
                .put("commands", commands)
                .toBuffer();
    }

    private static String name(TreePath folder, WorkspaceObject object) {
        List<String> names = object.path().names();
        return String.join("/", names.subList(folder.names().size(), names.size()));
    }

    private interface Filling {
        void fill(ZipOutputStream out) throws IOException;
    }

    private static Buffer zip(Filling filling) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            filling.fill(out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return Buffer.buffer(bytes.toByteArray());
    }

    private static void add(ZipOutputStream out, String name, Buffer content) throws IOException {
        out.putNextEntry(new ZipEntry(name));
        out.write(content.getBytes());
        out.closeEntry();
    }
}
