package dev.sluice.sandbox.files;

import dev.sluice.sandbox.http.Refusal;
import dev.sluice.sandbox.tree.TreePath;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/**
 * An object in the format that was asked for. Databricks REST: folders as SOURCE, AUTO (zip) or DBC; at most 10 MB.
 *
 * @param fileType the extension that fits it
 */
record Export(String fileType, Buffer content) {
    /** @param objects the one to export, then all below it */
    static Export of(List<WorkspaceObject> objects, Format format) {
        long bytes = objects.stream().mapToLong(each -> each.content().length()).sum();
        if (bytes > Import.MOST_BYTES) {
            throw Refusal.of(
                    400,
                    "MAX_NOTEBOOK_SIZE_EXCEEDED",
                    "Notebook size exceeded limit: " + bytes + " > " + Import.MOST_BYTES);
        }
        WorkspaceObject object = objects.getFirst();
        Language language = object.language();
        if (language != null) {
            return notebook(object, language, format);
        }
        return object.isFolder() ? folder(objects, format) : file(object, format);
    }

    private static Export notebook(WorkspaceObject object, Language language, Format format) {
        return switch (format) {
            case SOURCE, AUTO, RAW -> new Export(language.extension(), Source.of(object));
            case HTML -> new Export("html", html(object));
            case JUPYTER -> new Export("ipynb", Jupyter.of(language, object.content()));
            case DBC -> new Export("dbc", Archive.ofNotebooks(object.path().parent(), List.of(object)));
            case R_MARKDOWN -> throw unfit(object, format);
        };
    }

    private static Export file(WorkspaceObject object, Format format) {
        return switch (format) {
            case SOURCE, AUTO, RAW -> new Export(Source.extension(object), object.content());
            case HTML, JUPYTER, DBC, R_MARKDOWN -> throw unfit(object, format);
        };
    }

    private static Export folder(List<WorkspaceObject> objects, Format format) {
        WorkspaceObject object = objects.getFirst();
        TreePath folder = object.path();
        return switch (format) {
            case SOURCE, AUTO -> new Export("zip", Archive.ofSources(folder, objects));
            case DBC -> new Export("dbc", Archive.ofNotebooks(folder, objects));
            case HTML, JUPYTER, RAW, R_MARKDOWN -> throw unfit(object, format);
        };
    }

    private static Buffer html(WorkspaceObject object) {
        String source = Source.of(object)
                .toString()
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;");
        return Buffer.buffer("<!DOCTYPE html>\n<html><body><pre>" + source + "</pre></body></html>\n");
    }

    private static Refusal unfit(WorkspaceObject object, Format format) {
        return Refusal.field("format", "A " + object.type() + " cannot be exported as " + format + ".");
    }

    @Override
    public String toString() {
        return "Export[" + fileType + ", " + content.length() + " bytes]";
    }
}
