package dev.sluice.sandbox.dbfs;

import dev.sluice.sandbox.tree.Tree;
import dev.sluice.sandbox.tree.TreePath;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Instant;

/** A file or directory. Databricks REST: FileInfo; a directory has size 0. */
record DbfsEntry(TreePath path, boolean isFolder, Buffer content, Instant modifiedAt) implements Tree.Entry {
    static DbfsEntry directory(TreePath path, Instant now) {
        return new DbfsEntry(path, true, Buffer.buffer(), now);
    }

    static DbfsEntry file(TreePath path, Buffer content, Instant now) {
        return new DbfsEntry(path, false, content, now);
    }

    JsonObject toJson() {
        return new JsonObject()
                .put("path", path.toString())
                .put("is_dir", isFolder)
                .put("file_size", content.length())
                .put("modification_time", modifiedAt.toEpochMilli());
    }

    @Override
    public String toString() {
        return (isFolder ? "directory " : "file ") + path;
    }
}
