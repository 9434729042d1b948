package dev.sluice.sandbox.repos;

import dev.sluice.sandbox.auth.Principal;
import dev.sluice.sandbox.files.WorkspaceFiles;
import dev.sluice.sandbox.http.Refusal;
import dev.sluice.sandbox.tree.TreePath;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** The workspace's repos. One whose object was deleted from the workspace is gone here too. */
public final class Repos {
    private static final TreePath ROOT = TreePath.of("Repos");
    private final Map<Long, Repo> byId = new ConcurrentSkipListMap<>();
    private final WorkspaceFiles files;

    public Repos(List<Principal> principals, WorkspaceFiles files) {
        this.files = files;
        principals.forEach(principal -> create(
                principal,
                ROOT.child(principal.clientId()).child("analytics"),
                "https://github.com/example/analytics.git",
                "gitHub"));
    }

    /** The repos within a path that the principal manages; without a path those of /Repos, as the real API does. */
    List<Repo> list(Principal principal, @Nullable TreePath prefix) {
        TreePath within = prefix == null || prefix.isRoot() ? ROOT : prefix;
        return byId.values().stream()
                .filter(this::isLinked)
                .filter(repo -> repo.path().toString().startsWith(within.toString()))
                .filter(repo -> files.manages(principal, repo.path()))
                .toList();
    }

    Repo get(Principal principal, String id) {
        Repo repo = Optional.ofNullable(byId.get(number(id)))
                .filter(this::isLinked)
                .orElseThrow(
                        () -> Refusal.of(404, "RESOURCE_DOES_NOT_EXIST", "Repo with id " + id + " does not exist."));
        if (!files.manages(principal, repo.path())) {
            throw Refusal.of(
                    403,
                    "PERMISSION_DENIED",
                    principal.clientId() + " does not have Manage permissions on " + id
                            + ". Please contact your administrator for access.");
        }
        return repo;
    }

    Repo create(Principal principal, TreePath path, String url, String provider) {
        if (path.isWithin(ROOT) && path.names().size() != 3) {
            throw Refusal.field("path", "The path of a repo in /Repos must be /Repos/{folder}/{repo-name}.");
        }
        if (files.idAt(path).isPresent()) {
            throw Refusal.of(
                    400,
                    "RESOURCE_ALREADY_EXISTS",
                    "Repo " + path + " already exists. If you would like to create two repos from the same remote Git"
                            + " repo, rename the first repo before creating the second.");
        }
        Repo repo = new Repo(files.addRepo(principal, path), path, url, provider, "main", "main");
        byId.put(repo.id(), repo);
        return repo;
    }

    void replace(Repo repo) {
        byId.put(repo.id(), repo);
    }

    void delete(Repo repo) {
        byId.remove(repo.id());
        files.removeRepo(repo.path());
    }

    private boolean isLinked(Repo repo) {
        return files.idAt(repo.path()).filter(id -> id == repo.id()).isPresent();
    }

    private static long number(String id) {
        try {
            return Long.parseLong(id);
        } catch (NumberFormatException notANumber) {
            throw Refusal.field("repo_id", "The repo_id " + id + " is not a number.");
        }
    }
}
