package dev.sluice.sandbox.repos;

import dev.sluice.sandbox.auth.Authenticator;
import dev.sluice.sandbox.auth.Principal;
import dev.sluice.sandbox.files.WorkspacePath;
import dev.sluice.sandbox.http.Call;
import dev.sluice.sandbox.http.Fields;
import dev.sluice.sandbox.http.Page;
import dev.sluice.sandbox.http.Refusal;
import dev.sluice.sandbox.http.Reply;
import dev.sluice.sandbox.http.Routes;
import dev.sluice.sandbox.settings.LiveSettings;
import dev.sluice.sandbox.tree.TreePath;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** {@code /api/2.0/repos}: list, create, get, update, delete. Databricks REST: Repos API. */
public final class ReposApi {
    private static final String ROOT = "/api/2.0/repos";
    private static final String ONE = ROOT + "/{id}";
    private static final String SCOPE = "workspace";
    private final Authenticator authenticator;
    private final Repos repos;
    private final LiveSettings settings;

    public ReposApi(Authenticator authenticator, Repos repos, LiveSettings settings) {
        this.authenticator = authenticator;
        this.repos = repos;
        this.settings = settings;
    }

    public void addTo(Routes routes) {
        routes.get(ROOT, authenticator.any(SCOPE, this::list))
                .post(ROOT, authenticator.any(SCOPE, this::create))
                .get(ONE, authenticator.any(SCOPE, this::get))
                .patch(ONE, authenticator.any(SCOPE, this::update))
                .delete(ONE, authenticator.any(SCOPE, this::delete));
    }

    private Future<Reply> list(Call call, Principal principal) {
        @Nullable String prefix = call.query("path_prefix");
        @Nullable
        TreePath within = prefix == null || prefix.isEmpty()
                ? null
                : WorkspacePath.of(prefix).path();
        int size = settings.now().repos().pageSize();
        Page<Repo> page =
                Page.of(repos.list(principal, within), null, call.query("next_page_token"), size, "next_page_token");
        JsonArray found = new JsonArray();
        page.items().forEach(repo -> found.add(repo.toJson()));
        return answer(page.close(found.isEmpty() ? new JsonObject() : new JsonObject().put("repos", found)));
    }

    private Future<Reply> create(Call call, Principal principal) {
        RepoRequest asked = RepoRequest.read(call.json(), principal);
        return answer(repos.create(principal, asked.path(), asked.url(), asked.provider())
                .toJson());
    }

    private Future<Reply> get(Call call, Principal principal) {
        return answer(repos.get(principal, call.pathParameter("id")).toJson());
    }

    /** Without branch and tag it pulls, which changes nothing here. */
    private Future<Reply> update(Call call, Principal principal) {
        Repo repo = repos.get(principal, call.pathParameter("id"));
        Fields fields = new Fields(call.json());
        @Nullable String branch = fields.text("branch");
        @Nullable String tag = fields.text("tag");
        if (branch != null && tag != null) {
            throw Refusal.field("tag", "Only one of branch and tag may be given.");
        }
        if (branch != null) {
            repos.replace(repo.onBranch(branch));
        } else if (tag != null) {
            repos.replace(repo.onTag(tag));
        }
        return answer(new JsonObject());
    }

    private Future<Reply> delete(Call call, Principal principal) {
        repos.delete(repos.get(principal, call.pathParameter("id")));
        return answer(new JsonObject());
    }

    private static Future<Reply> answer(JsonObject body) {
        return Future.succeededFuture(Reply.json(body));
    }
}
