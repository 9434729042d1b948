package dev.sluice.sandbox.files;

import dev.sluice.sandbox.auth.Authenticator;
import dev.sluice.sandbox.auth.Principal;
import dev.sluice.sandbox.http.Body;
import dev.sluice.sandbox.http.Call;
import dev.sluice.sandbox.http.Fields;
import dev.sluice.sandbox.http.Reply;
import dev.sluice.sandbox.http.Routes;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Base64;

/** {@code /api/2.0/workspace}: list, get-status, export, import, mkdirs, delete. Databricks REST: Workspace API. */
public final class WorkspaceApi {
    private static final String ROOT = "/api/2.0/workspace";
    private static final String SCOPE = "workspace";
    private final Authenticator authenticator;
    private final WorkspaceFiles files;

    public WorkspaceApi(Authenticator authenticator, WorkspaceFiles files) {
        this.authenticator = authenticator;
        this.files = files;
    }

    public void addTo(Routes routes) {
        routes.get(ROOT + "/list", authenticator.any(SCOPE, this::list))
                .get(ROOT + "/get-status", authenticator.any(SCOPE, this::status))
                .get(ROOT + "/export", authenticator.any(SCOPE, this::export))
                .post(ROOT + "/import", authenticator.any(SCOPE, this::put))
                .post(ROOT + "/mkdirs", authenticator.any(SCOPE, this::mkdirs))
                .post(ROOT + "/delete", authenticator.any(SCOPE, this::delete));
    }

    private Future<Reply> list(Call call, Principal principal) {
        WorkspacePath asked = WorkspacePath.read(call.query("path"));
        JsonArray objects = new JsonArray();
        files.list(principal, asked).forEach(object -> objects.add(ObjectJson.of(object, asked)));
        return answer(objects.isEmpty() ? new JsonObject() : new JsonObject().put("objects", objects));
    }

    private Future<Reply> status(Call call, Principal principal) {
        WorkspacePath asked = WorkspacePath.read(call.query("path"));
        return answer(ObjectJson.of(files.get(principal, asked), asked));
    }

    private Future<Reply> export(Call call, Principal principal) {
        WorkspacePath asked = WorkspacePath.read(call.query("path"));
        Export export = Export.of(files.within(principal, asked), Format.read(call.query("format")));
        if (Boolean.parseBoolean(call.query("direct_download"))) {
            return Future.succeededFuture(Reply.of(200, "application/octet-stream", Body.of(export.content())));
        }
        String content = Base64.getEncoder().encodeToString(export.content().getBytes());
        return answer(new JsonObject().put("content", content).put("file_type", export.fileType()));
    }

    private Future<Reply> put(Call call, Principal principal) {
        files.put(principal, Import.read(call.json()));
        return answer(new JsonObject());
    }

    private Future<Reply> mkdirs(Call call, Principal principal) {
        Fields fields = new Fields(call.json());
        files.mkdirs(principal, WorkspacePath.read(fields.text("path")));
        return answer(new JsonObject());
    }

    private Future<Reply> delete(Call call, Principal principal) {
        Fields fields = new Fields(call.json());
        files.delete(principal, WorkspacePath.read(fields.text("path")), fields.flag("recursive"));
        return answer(new JsonObject());
    }

    private static Future<Reply> answer(JsonObject body) {
        return Future.succeededFuture(Reply.json(body));
    }
}
