package dev.sluice.sandbox.files;

import io.vertx.core.buffer.Buffer;

/** An object as plain source: a notebook under its header line, a file as it is. */
final class Source {
    private Source() {}

    static Buffer of(WorkspaceObject object) {
        Language language = object.language();
        return language == null
                ? object.content()
                : Buffer.buffer(language.header()).appendBuffer(object.content());
    }

    /** Without a dot; empty for a file that has none. */
    static String extension(WorkspaceObject object) {
        Language language = object.language();
        String name = object.path().name();
        return language == null ? name.substring(name.lastIndexOf('.') + 1) : language.extension();
    }
}
