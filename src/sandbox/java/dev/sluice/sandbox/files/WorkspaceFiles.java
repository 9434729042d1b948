package dev.sluice.sandbox.files;

import dev.sluice.sandbox.auth.Principal;
import dev.sluice.sandbox.http.Refusal;
import dev.sluice.sandbox.tree.Tree;
import dev.sluice.sandbox.tree.TreePath;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The workspace's objects, and the refusals around them: what is absent, in the way, or not the caller's. */
public final class WorkspaceFiles {
    private final Tree<WorkspaceObject> tree = new Tree<>();
    private final ObjectIds ids = new ObjectIds();
    private final InstantSource clock;

    public WorkspaceFiles(List<Principal> principals, InstantSource clock) {
        this.clock = clock;
        tree.put(WorkspaceObject.folder(TreePath.ROOT, ObjectType.DIRECTORY, ids.next(), clock.instant()));
        new FileSeed(this).plant(principals);
    }

    /** What lies at the path. */
    WorkspaceObject get(Principal principal, WorkspacePath asked) {
        WorkspaceObject found = tree.find(asked.path()).orElseThrow(() -> absent(asked));
        if (!FolderRights.sees(principal, asked.path())) {
            throw denied(principal, "View", found);
        }
        return found;
    }

    /** What the caller sees in a folder; another object alone. */
    List<WorkspaceObject> list(Principal principal, WorkspacePath asked) {
        WorkspaceObject found = get(principal, asked);
        return found.isFolder()
                ? tree.children(asked.path()).stream()
                        .filter(child -> FolderRights.sees(principal, child.path()))
                        .toList()
                : List.of(found);
    }

    /** The object and all below it that the caller sees. */
    List<WorkspaceObject> within(Principal principal, WorkspacePath asked) {
        return tree.within(get(principal, asked).path()).stream()
                .filter(each -> FolderRights.sees(principal, each.path()))
                .toList();
    }

    void mkdirs(Principal principal, WorkspacePath asked) {
        requireFree(asked);
        if (tree.find(asked.path()).isEmpty()) {
            FolderRights.requireNotBesideRepos(asked.path());
            requireManage(principal, nearest(asked.path()), asked.path());
            mkdirs(asked.path());
        }
    }

    private void requireFree(WorkspacePath asked) {
        tree.obstacle(asked.path()).ifPresent(obstacle -> {
            String path = asked.spell(obstacle.path());
            throw Refusal.of(400, "RESOURCE_ALREADY_EXISTS", path + " already exists and it is not a folder");
        });
    }

    void mkdirs(TreePath path) {
        tree.mkdirs(path, step -> WorkspaceObject.folder(step, ObjectType.DIRECTORY, ids.next(), clock.instant()));
    }

    void put(Principal principal, Import content) {
        TreePath path = content.asked().path();
        FolderRights.requireNotBesideRepos(path);
        WorkspaceObject parent = tree.find(path.parent())
                .filter(WorkspaceObject::isFolder)
                .orElseThrow(() -> Refusal.of(
                        404,
                        "RESOURCE_DOES_NOT_EXIST",
                        "The parent folder (" + content.asked().spell(path.parent()) + ") does not exist."));
        requireManage(principal, parent, path);
        tree.find(path).ifPresent(there -> requireReplaceable(there, content));
        put(content);
    }

    /** Without asking whether it may. */
    void put(Import content) {
        TreePath path = content.asked().path();
        WorkspaceObject object = tree.find(path)
                .orElseGet(() -> WorkspaceObject.folder(path, content.type(), ids.next(), clock.instant()));
        tree.put(object.overwritten(content.language(), content.content(), clock.instant()));
    }

    private static void requireReplaceable(WorkspaceObject there, Import content) {
        if (!content.overwrite()) {
            throw Refusal.of(400, "RESOURCE_ALREADY_EXISTS", "Path (" + content.asked() + ") already exists.");
        }
        if (there.type() != content.type()) {
            throw Refusal.of(
                    400,
                    "INVALID_PARAMETER_VALUE",
                    "Cannot overwrite the asset at " + content.asked() + " due to type mismatch (asked: "
                            + content.type() + ", actual: " + there.type() + ").");
        }
    }

    void delete(Principal principal, WorkspacePath asked, boolean recursive) {
        WorkspaceObject found = get(principal, asked);
        FolderRights.requireRemovable(asked);
        requireManage(principal, found, asked.path());
        if (!recursive && !tree.children(asked.path()).isEmpty()) {
            throw Refusal.of(400, "DIRECTORY_NOT_EMPTY", "Folder (" + asked + ") is not empty");
        }
        tree.remove(asked.path());
    }

    /** Links a repo at a path that is free, with the folders above it; gives its number. */
    public long addRepo(Principal principal, TreePath path) {
        requireManage(principal, nearest(path), path);
        requireFree(new WorkspacePath("", path.parent()));
        mkdirs(path.parent());
        WorkspaceObject repo = WorkspaceObject.folder(path, ObjectType.REPO, ids.next(), clock.instant());
        tree.put(repo);
        return repo.id();
    }

    public void removeRepo(TreePath path) {
        tree.remove(path);
    }

    /** The number of what lies at the path. */
    public Optional<Long> idAt(TreePath path) {
        return tree.find(path).map(WorkspaceObject::id);
    }

    /** Whether the principal may change what lies at the path. */
    public boolean manages(Principal principal, TreePath path) {
        return FolderRights.manages(principal, path);
    }

    private WorkspaceObject nearest(TreePath path) {
        TreePath step = path;
        while (tree.find(step).isEmpty()) {
            step = step.parent();
        }
        return tree.find(step).orElseThrow();
    }

    private static void requireManage(Principal principal, WorkspaceObject found, TreePath path) {
        if (!FolderRights.manages(principal, path)) {
            throw denied(principal, "Manage", found);
        }
    }

    private static Refusal absent(WorkspacePath asked) {
        return Refusal.of(404, "RESOURCE_DOES_NOT_EXIST", "Path (" + asked + ") doesn't exist.");
    }

    private static Refusal denied(Principal principal, String right, WorkspaceObject object) {
        return Refusal.of(
                403,
                "PERMISSION_DENIED",
                principal.clientId() + " does not have " + right + " permissions on " + object.id()
                        + ". Please contact your administrator for access.");
    }
}
