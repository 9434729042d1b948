package dev.sluice.sandbox.files;

import dev.sluice.sandbox.auth.Principal;
import dev.sluice.sandbox.http.Refusal;
import dev.sluice.sandbox.tree.TreePath;
import java.util.List;
import java.util.Set;

/** Who reaches what: everyone /Shared, each principal its own folders under /Users and /Repos, administrators all. */
final class FolderRights {
    static final TreePath USERS = TreePath.of("Users");
    static final TreePath SHARED = TreePath.of("Shared");
    static final TreePath REPOS = TreePath.of("Repos");
    private static final Set<TreePath> PROTECTED = Set.of(TreePath.ROOT, USERS, SHARED, REPOS);

    private FolderRights() {}

    static boolean sees(Principal principal, TreePath path) {
        return PROTECTED.contains(path) || manages(principal, path);
    }

    static boolean manages(Principal principal, TreePath path) {
        return principal.admin()
                || path.isWithin(SHARED)
                || own(principal).stream().anyMatch(path::isWithin);
    }

    private static List<TreePath> own(Principal principal) {
        return List.of(USERS.child(principal.clientId()), REPOS.child(principal.clientId()));
    }

    /** Refuses what would remove a folder that the workspace itself needs. */
    static void requireRemovable(WorkspacePath asked) {
        TreePath path = asked.path();
        if (PROTECTED.contains(path) || path.parent().equals(USERS)) {
            throw Refusal.of(400, "DIRECTORY_PROTECTED", "Folder " + asked + " is protected");
        }
    }

    /** Refuses anything but a repo directly in a folder of /Repos. */
    static void requireNotBesideRepos(TreePath path) {
        if (path.names().size() == 3 && path.isWithin(REPOS)) {
            throw Refusal.of(400, "DIRECTORY_PROTECTED", "Top-level folder can only contain repos");
        }
    }
}
