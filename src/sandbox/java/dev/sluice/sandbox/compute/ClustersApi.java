package dev.sluice.sandbox.compute;

import dev.sluice.sandbox.auth.Authenticator;
import dev.sluice.sandbox.auth.Principal;
import dev.sluice.sandbox.http.Call;
import dev.sluice.sandbox.http.Endpoint;
import dev.sluice.sandbox.http.Fields;
import dev.sluice.sandbox.http.Page;
import dev.sluice.sandbox.http.Reply;
import dev.sluice.sandbox.http.Routes;
import dev.sluice.sandbox.permissions.PermissionLevel;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code /api/2.1/clusters}: list, get, create, edit, start, restart, resize, delete (which terminates) and
 * permanent-delete. Databricks REST: clusters 2.1.
 */
public final class ClustersApi {
    private static final String ROOT = "/api/2.1/clusters/";
    private static final String USUAL_PAGE = "20";
    private static final int MOST_ON_A_PAGE = 100;
    private final Authenticator authenticator;
    private final Clusters clusters;

    /** What is done to a cluster. */
    @FunctionalInterface
    private interface Action {
        void apply(Cluster cluster, JsonObject body, Principal principal);
    }

    public ClustersApi(Authenticator authenticator, Clusters clusters) {
        this.authenticator = authenticator;
        this.clusters = clusters;
    }

    public void addTo(Routes routes) {
        routes.get(ROOT + "list", authenticator.any("clusters", this::list))
                .get(ROOT + "get", authenticator.any("clusters", this::get))
                .post(ROOT + "create", authenticator.any("clusters", this::create))
                .post(ROOT + "start", action(PermissionLevel.CAN_RESTART, (cluster, body, who) -> cluster.start()))
                .post(ROOT + "restart", action(PermissionLevel.CAN_RESTART, (cluster, body, who) -> cluster.restart()))
                .post(
                        ROOT + "delete",
                        action(PermissionLevel.CAN_RESTART, (cluster, body, who) -> cluster.terminate(who.clientId())))
                .post(
                        ROOT + "resize",
                        action(
                                PermissionLevel.CAN_MANAGE,
                                (cluster, body, who) -> cluster.resize(ClusterSize.read(body))))
                .post(
                        ROOT + "edit",
                        action(
                                PermissionLevel.CAN_MANAGE,
                                (cluster, body, who) -> cluster.edit(ClusterSpec.read(body))))
                .post(
                        ROOT + "permanent-delete",
                        action(PermissionLevel.CAN_MANAGE, (cluster, body, who) -> clusters.remove(cluster)));
    }

    private Future<Reply> list(Call call, Principal principal) {
        @Nullable String size = call.query("page_size");
        Page<Cluster> page = Page.of(
                ClusterQuery.of(call).apply(clusters.visibleTo(principal)),
                size == null ? USUAL_PAGE : size,
                call.query("page_token"),
                MOST_ON_A_PAGE,
                "page_size");
        JsonArray found = new JsonArray();
        page.items().forEach(cluster -> found.add(ClusterJson.listed(cluster)));
        return Future.succeededFuture(Reply.json(new JsonObject()
                .put("clusters", found)
                .put("next_page_token", Objects.requireNonNullElse(page.next(), ""))
                .put("prev_page_token", Objects.requireNonNullElse(page.previous(), ""))));
    }

    private Future<Reply> get(Call call, Principal principal) {
        Cluster cluster = clusters.require(call.query("cluster_id"), principal, PermissionLevel.CAN_ATTACH_TO);
        return Future.succeededFuture(Reply.json(ClusterJson.whole(cluster)));
    }

    private Future<Reply> create(Call call, Principal principal) {
        Cluster cluster = clusters.create(ClusterSpec.read(call.json()), principal);
        return Future.succeededFuture(Reply.json(new JsonObject().put("cluster_id", cluster.id())));
    }

    private Endpoint action(PermissionLevel needed, Action action) {
        return authenticator.any("clusters", (call, principal) -> {
            JsonObject body = call.json();
            Cluster cluster = clusters.require(new Fields(body).text("cluster_id"), principal, needed);
            action.apply(cluster, body, principal);
            return Future.succeededFuture(Reply.json(new JsonObject()));
        });
    }
}
