package dev.sluice.sandbox.dbfs;

import dev.sluice.sandbox.http.Refusal;
import dev.sluice.sandbox.tree.Tree;
import dev.sluice.sandbox.tree.TreePath;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;

/** The files, and the refusals around them. Everyone reads and writes everything, as below the real root. */
public final class Dbfs {
    private final Tree<DbfsEntry> tree = new Tree<>();
    private final InstantSource clock;

    public Dbfs(InstantSource clock) {
        this.clock = clock;
        tree.put(DbfsEntry.directory(TreePath.ROOT, clock.instant()));
        mkdirs(TreePath.of("tmp"));
        put(TreePath.of("FileStore", "regions.csv"), text("region,manager\nnorth,Ada\nsouth,Bao\n"), false);
        put(TreePath.of("databricks-datasets", "README.md"), text("# Sample data\n"), false);
    }

    private static Buffer text(String text) {
        return Buffer.buffer(text.getBytes(StandardCharsets.UTF_8));
    }

    DbfsEntry get(TreePath path) {
        return tree.find(path)
                .orElseThrow(() -> Refusal.of(
                        404, "RESOURCE_DOES_NOT_EXIST", "No file or directory exists on path " + path + "."));
    }

    /** What lies in a directory; a file alone. */
    List<DbfsEntry> list(TreePath path) {
        DbfsEntry found = get(path);
        return found.isFolder() ? tree.children(path) : List.of(found);
    }

    /** At most so many bytes from the offset on; none beyond the end. */
    Buffer read(TreePath path, long offset, long length) {
        DbfsEntry found = get(path);
        if (found.isFolder()) {
            throw Refusal.field("path", "Cannot read " + path + ": it is a directory.");
        }
        Buffer content = found.content();
        int from = (int) Math.min(offset, content.length());
        return content.slice(from, (int) Math.min(from + length, content.length()));
    }

    /** Makes the directories above it too. */
    void put(TreePath path, Buffer content, boolean overwrite) {
        requireWritable(path, overwrite);
        mkdirs(path.parent());
        tree.put(DbfsEntry.file(path, content, clock.instant()));
    }

    /** Refuses what is there already, and a directory in any case. */
    void requireWritable(TreePath path, boolean overwrite) {
        boolean replaceable =
                tree.find(path).map(there -> overwrite && !there.isFolder()).orElse(true);
        if (!replaceable) {
            throw exists(path);
        }
    }

    void mkdirs(TreePath path) {
        tree.obstacle(path).ifPresent(obstacle -> {
            throw exists(obstacle.path());
        });
        tree.mkdirs(path, step -> DbfsEntry.directory(step, clock.instant()));
    }

    /** Nothing happens where there is nothing, as in the real one. */
    void delete(TreePath path, boolean recursive) {
        if (path.isRoot()) {
            throw Refusal.field("path", "The root cannot be deleted.");
        }
        if (!recursive && !tree.children(path).isEmpty()) {
            throw Refusal.of(400, "IO_ERROR", "Directory is not empty. Use recursive delete or remove contents first.");
        }
        tree.remove(path);
    }

    /** With all that lies below. */
    void move(TreePath from, TreePath to) {
        get(from);
        requireWritable(to, false);
        if (to.isWithin(from)) {
            throw Refusal.field("destination_path", "The destination lies within the source.");
        }
        mkdirs(to.parent());
        int depth = from.names().size();
        for (DbfsEntry entry : tree.within(from)) {
            TreePath moved = to;
            for (String name :
                    entry.path().names().subList(depth, entry.path().names().size())) {
                moved = moved.child(name);
            }
            tree.put(new DbfsEntry(moved, entry.isFolder(), entry.content(), entry.modifiedAt()));
        }
        tree.remove(from);
    }

    private static Refusal exists(TreePath path) {
        return Refusal.of(
                400,
                "RESOURCE_ALREADY_EXISTS",
                "A file or directory already exists at the input path dbfs:" + path + ".");
    }
}
