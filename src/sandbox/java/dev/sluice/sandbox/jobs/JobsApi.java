package dev.sluice.sandbox.jobs;

import dev.sluice.sandbox.auth.Authenticator;
import dev.sluice.sandbox.auth.Principal;
import dev.sluice.sandbox.auth.Principals;
import dev.sluice.sandbox.http.Call;
import dev.sluice.sandbox.http.Fields;
import dev.sluice.sandbox.http.Reply;
import dev.sluice.sandbox.http.Routes;
import dev.sluice.sandbox.permissions.AccessListReader;
import dev.sluice.sandbox.permissions.Grantee;
import dev.sluice.sandbox.permissions.ObjectType;
import dev.sluice.sandbox.permissions.PermissionLevel;
import dev.sluice.sandbox.permissions.Permissions;
import dev.sluice.sandbox.permissions.SecuredObject;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /api/2.2/jobs} and its older name 2.1: list, get, create, delete. Databricks REST: jobs 2.2. */
final class JobsApi {
    private final Authenticator authenticator;
    private final Jobs jobs;
    private final Permissions permissions;
    private final AccessListReader reader;

    JobsApi(Authenticator authenticator, Jobs jobs, Permissions permissions, Principals principals) {
        this.authenticator = authenticator;
        this.jobs = jobs;
        this.permissions = permissions;
        this.reader = new AccessListReader(principals);
    }

    void addTo(Routes routes, String root) {
        routes.get(root + "list", authenticator.any("jobs", this::list))
                .get(root + "get", authenticator.any("jobs", this::get))
                .post(root + "create", authenticator.any("jobs", this::create))
                .post(root + "delete", authenticator.any("jobs", this::delete));
    }

    private Future<Reply> list(Call call, Principal principal) {
        Fields query = Fields.ofQuery(call);
        ListRequest request = ListRequest.ofJobs(query);
        @Nullable String name = query.text("name");
        List<Job> found = jobs.visibleTo(principal).stream()
                .filter(job -> name == null || job.name().equalsIgnoreCase(name))
                .toList();
        boolean expand = query.flag("expand_tasks");
        return Future.succeededFuture(
                Reply.json(NewestFirst.cut(found, request).toJson("jobs", job -> JobJson.listed(job, expand))));
    }

    private Future<Reply> get(Call call, Principal principal) {
        Fields query = Fields.ofQuery(call);
        Job job = jobs.require(query.requiredNumber("job_id"), principal, PermissionLevel.CAN_VIEW);
        return Future.succeededFuture(Reply.json(JobJson.whole(job, query.text("page_token"))));
    }

    private Future<Reply> create(Call call, Principal principal) {
        JsonObject body = call.json();
        Map<Grantee, PermissionLevel> grants =
                reader.read(new Fields(body).list("access_control_list"), ObjectType.JOBS);
        Job job = jobs.create(JobSettings.read(body), principal);
        SecuredObject secured = SecuredObject.job(job.id());
        if (grants.containsValue(PermissionLevel.IS_OWNER)) {
            permissions.revoke(secured, Grantee.of(principal));
        }
        permissions.update(secured, grants);
        return Future.succeededFuture(Reply.json(new JsonObject().put("job_id", job.id())));
    }

    private Future<Reply> delete(Call call, Principal principal) {
        jobs.remove(
                jobs.require(new Fields(call.json()).requiredNumber("job_id"), principal, PermissionLevel.CAN_MANAGE));
        return Future.succeededFuture(Reply.json(new JsonObject()));
    }
}
