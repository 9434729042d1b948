package dev.sluice.sandbox.files;

import dev.sluice.sandbox.http.Fields;
import dev.sluice.sandbox.http.Refusal;
import dev.sluice.sandbox.tree.TreePath;
import org.jspecify.annotations.Nullable;

/**
 * A path as it was asked for. {@code /Workspace/Users/x} is {@code /Users/x}; answers keep to the spelling of the
 * question, as the real ones do.
 *
 * @param mount {@code /Workspace} or nothing
 */
public record WorkspacePath(String mount, TreePath path) {
    private static final String MOUNT = "Workspace";

    /** Reads the parameter {@code path}, which must be there. */
    static WorkspacePath read(@Nullable String text) {
        return of(Fields.required(text, "path"));
    }

    /** @throws Refusal where the text is no absolute path */
    public static WorkspacePath of(String text) {
        TreePath path = TreePath.parse(text)
                .orElseThrow(() -> Refusal.field("path", "Path (" + text + ") doesn't start with '/'."));
        boolean mounted = !path.isRoot() && path.names().getFirst().equals(MOUNT);
        return mounted
                ? new WorkspacePath(
                        "/" + MOUNT,
                        new TreePath(path.names().subList(1, path.names().size())))
                : new WorkspacePath("", path);
    }

    /** How this caller spells a path. */
    String spell(TreePath other) {
        return mount + other;
    }

    @Override
    public String toString() {
        return spell(path);
    }
}
