package dev.sluice.sandbox.files;

import dev.sluice.sandbox.http.Fields;
import dev.sluice.sandbox.http.Refusal;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an import puts where. Databricks REST: AUTO makes a notebook of a source that says it is one, and takes the
 * extension off its name; everything else it takes as a file.
 *
 * @param content of a notebook without its header line
 */
record Import(
        WorkspacePath asked, ObjectType type, @Nullable Language language, Buffer content, boolean overwrite) {
    static final int MOST_BYTES = 10 << 20;

    static Import read(JsonObject body) {
        Fields fields = new Fields(body);
        WorkspacePath asked = WorkspacePath.read(fields.text("path"));
        Format format = Format.read(fields.text("format"));
        Buffer content = fields.bytes("content");
        if (content.length() > MOST_BYTES) {
            throw Refusal.of(
                    400,
                    "MAX_NOTEBOOK_SIZE_EXCEEDED",
                    "File size imported is (" + content.length() + " bytes), exceeded max size (" + MOST_BYTES
                            + " bytes)");
        }
        boolean overwrite = fields.flag("overwrite");
        return switch (format) {
            case SOURCE -> notebook(asked, language(fields), content, overwrite);
            case JUPYTER -> notebook(asked, Language.PYTHON, Jupyter.toSource(content), overwrite);
            case AUTO -> guessed(asked, content, overwrite);
            case RAW -> file(asked, content, overwrite);
            case HTML, DBC, R_MARKDOWN ->
                throw Refusal.field("format", "The format " + format + " cannot be imported into the sandbox.");
        };
    }

    private static Language language(Fields fields) {
        String name = fields.text("language");
        return Optional.ofNullable(name)
                .flatMap(Language::named)
                .orElseThrow(() -> Refusal.field(
                        "language",
                        "The language must be one of PYTHON, SQL, SCALA, R to import a notebook as SOURCE."));
    }

    private static Import guessed(WorkspacePath asked, Buffer content, boolean overwrite) {
        String name = asked.path().name();
        int dot = name.lastIndexOf('.');
        String extension = name.substring(dot + 1);
        if (dot <= 0) {
            return file(asked, content, overwrite);
        }
        WorkspacePath bare =
                new WorkspacePath(asked.mount(), asked.path().parent().child(name.substring(0, dot)));
        if (extension.equalsIgnoreCase("ipynb")) {
            return notebook(bare, Language.PYTHON, Jupyter.toSource(content), overwrite);
        }
        return Language.ofExtension(extension)
                .filter(language -> startsWith(content, language.header()))
                .map(language -> notebook(bare, language, content, overwrite))
                .orElseGet(() -> file(asked, content, overwrite));
    }

    static Import notebook(WorkspacePath asked, Language language, Buffer source, boolean overwrite) {
        String header = language.header();
        Buffer content = startsWith(source, header) ? source.slice(header.length(), source.length()) : source;
        return new Import(asked, ObjectType.NOTEBOOK, language, content, overwrite);
    }

    static Import file(WorkspacePath asked, Buffer content, boolean overwrite) {
        return new Import(asked, ObjectType.FILE, null, content, overwrite);
    }

    private static boolean startsWith(Buffer content, String header) {
        return content.length() >= header.length()
                && content.getString(0, header.length()).equals(header);
    }

    @Override
    public String toString() {
        return "Import[" + type + " " + asked + "]";
    }
}
