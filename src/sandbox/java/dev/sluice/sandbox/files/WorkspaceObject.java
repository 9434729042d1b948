package dev.sluice.sandbox.files;

import dev.sluice.sandbox.tree.Tree;
import dev.sluice.sandbox.tree.TreePath;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One object of the workspace.
 *
 * @param id some are beyond 2^53
 * @param language of a notebook
 * @param content of a file, or a notebook's source without its header line; empty for a folder
 */
record WorkspaceObject(
        TreePath path,
        ObjectType type,
        long id,
        @Nullable Language language,
        Buffer content,
        Instant createdAt,
        Instant modifiedAt)
        implements Tree.Entry {
    private static final Buffer NOTHING = Buffer.buffer();

    static WorkspaceObject folder(TreePath path, ObjectType type, long id, Instant now) {
        return new WorkspaceObject(path, type, id, null, NOTHING, now, now);
    }

    @Override
    public boolean isFolder() {
        return type == ObjectType.DIRECTORY || type == ObjectType.REPO;
    }

    WorkspaceObject overwritten(@Nullable Language with, Buffer fresh, Instant now) {
        return new WorkspaceObject(path, type, id, with, fresh, createdAt, now);
    }

    @Override
    public String toString() {
        return type + " " + path;
    }
}
