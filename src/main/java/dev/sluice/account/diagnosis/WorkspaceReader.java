package dev.sluice.account.diagnosis;

import dev.sluice.workspace.FaultTeller;
import dev.sluice.workspace.Workspace;
import dev.sluice.workspace.WorkspaceRequest;
import dev.sluice.workspace.WorkspaceResponse;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Reads JSON of a workspace; everything else is the fault that a call would meet. */
final class WorkspaceReader {
    // Lists are looked through for one thing; who has more pages than this finds out by a call.
    private static final int MOST_PAGES = 20;

    private final Workspace workspace;

    WorkspaceReader(Workspace workspace) {
        this.workspace = workspace;
    }

    Uni<JsonObject> read(String path) {
        return workspace.send(WorkspaceRequest.get(path)).map(WorkspaceReader::json);
    }

    /**
     * The members of a list, page after page, until one is wanted that has come.
     *
     * @param path with a query
     */
    Uni<List<JsonObject>> list(String path, String member, Predicate<List<JsonObject>> enough) {
        return pages(path, "", member, enough, new ArrayList<>(), 1);
    }

    private Uni<List<JsonObject>> pages(
            String path,
            String token,
            String member,
            Predicate<List<JsonObject>> enough,
            List<JsonObject> found,
            int page) {
        return read(path + token).flatMap(answer -> {
            answer.getJsonArray(member, new JsonArray()).stream()
                    .filter(JsonObject.class::isInstance)
                    .map(JsonObject.class::cast)
                    .forEach(found::add);
            String next = answer.getString("next_page_token", "");
            return next.isEmpty() || page == MOST_PAGES || enough.test(found)
                    ? Uni.createFrom().item(found)
                    : pages(
                            path,
                            "&page_token=" + URLEncoder.encode(next, StandardCharsets.UTF_8),
                            member,
                            enough,
                            found,
                            page + 1);
        });
    }

    private static JsonObject json(WorkspaceResponse response) {
        if (!response.succeeded() || !response.isJsonObject()) {
            throw FaultTeller.tell(response).asException();
        }
        try {
            return new JsonObject(response.body());
        } catch (DecodeException cutShort) {
            throw FaultTeller.notAWorkspace().asException();
        }
    }
}
