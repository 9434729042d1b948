package dev.sluice.sandbox.dbfs;

import dev.sluice.sandbox.auth.Authenticator;
import dev.sluice.sandbox.http.Call;
import dev.sluice.sandbox.http.Endpoint;
import dev.sluice.sandbox.http.Fields;
import dev.sluice.sandbox.http.Refusal;
import dev.sluice.sandbox.http.Reply;
import dev.sluice.sandbox.http.Routes;
import dev.sluice.sandbox.tree.TreePath;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.Base64;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * {@code /api/2.0/dbfs}: list, get-status, read; put, delete, mkdirs, move; create, add-block, close. Databricks REST:
 * DBFS API; a path may begin with {@code dbfs:}.
 */
public final class DbfsApi {
    private static final String ROOT = "/api/2.0/dbfs";
    private final Authenticator authenticator;
    private final Dbfs dbfs;
    private final Uploads uploads;

    public DbfsApi(Authenticator authenticator, Dbfs dbfs, InstantSource clock) {
        this.authenticator = authenticator;
        this.dbfs = dbfs;
        this.uploads = new Uploads(dbfs, clock);
    }

    public void addTo(Routes routes) {
        routes.get(ROOT + "/list", answering(this::list))
                .get(
                        ROOT + "/get-status",
                        answering(call -> dbfs.get(asked(call)).toJson()))
                .get(ROOT + "/read", answering(this::read))
                .post(ROOT + "/put", changing(this::put))
                .post(ROOT + "/delete", changing(body -> dbfs.delete(path(body, "path"), body.flag("recursive"))))
                .post(ROOT + "/mkdirs", changing(body -> dbfs.mkdirs(path(body, "path"))))
                .post(
                        ROOT + "/move",
                        changing(body -> dbfs.move(path(body, "source_path"), path(body, "destination_path"))))
                .post(ROOT + "/create", answering(this::create))
                .post(
                        ROOT + "/add-block",
                        changing(body -> uploads.add(body.requiredNumber("handle"), Block.read(body, "data"))))
                .post(ROOT + "/close", changing(body -> uploads.close(body.requiredNumber("handle"))));
    }

    private JsonObject list(Call call) {
        JsonArray files = new JsonArray();
        dbfs.list(asked(call)).forEach(entry -> files.add(entry.toJson()));
        return files.isEmpty() ? new JsonObject() : new JsonObject().put("files", files);
    }

    private JsonObject read(Call call) {
        Buffer content = dbfs.read(asked(call), Block.offset(call), Block.length(call));
        return new JsonObject()
                .put("bytes_read", content.length())
                .put("data", Base64.getEncoder().encodeToString(content.getBytes()));
    }

    private void put(Fields body) {
        dbfs.put(path(body, "path"), Block.read(body, "contents"), body.flag("overwrite"));
    }

    private JsonObject create(Call call) {
        Fields body = new Fields(call.json());
        return new JsonObject().put("handle", uploads.create(path(body, "path"), body.flag("overwrite")));
    }

    private static TreePath asked(Call call) {
        return path(call.query("path"), "path");
    }

    private static TreePath path(Fields body, String name) {
        return path(body.text(name), name);
    }

    private static TreePath path(@Nullable String text, String name) {
        String given = Fields.required(text, name);
        return TreePath.parse(given.replaceFirst("^dbfs:", ""))
                .orElseThrow(() -> Refusal.field(name, "Path must be absolute: " + given));
    }

    private Endpoint answering(Function<Call, JsonObject> answer) {
        return authenticator.any("files", (call, principal) -> Future.succeededFuture(Reply.json(answer.apply(call))));
    }

    private Endpoint changing(Consumer<Fields> change) {
        return answering(call -> {
            change.accept(new Fields(call.json()));
            return new JsonObject();
        });
    }
}
