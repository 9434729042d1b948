package dev.sluice.sandbox.statements;

import dev.sluice.sandbox.http.Body;
import dev.sluice.sandbox.http.Call;
import dev.sluice.sandbox.settings.LiveSettings;
import dev.sluice.sandbox.sql.Chunk;
import dev.sluice.sandbox.sql.Format;
import dev.sluice.sandbox.sql.Result;
import dev.sluice.sandbox.statements.ResultLinks.Link;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** The {@code result} object of one chunk: its rows, spliced in from the chunk's file unread, or a fresh link to them. */
final class ResultPages {
    private final ResultLinks links;
    private final LiveSettings settings;

    ResultPages(ResultLinks links, LiveSettings settings) {
        this.links = links;
        this.settings = settings;
    }

    /** Whether this result goes by links. */
    boolean byLinks(Statement statement, Result result) {
        return switch (statement.request().disposition()) {
            case INLINE -> false;
            case EXTERNAL_LINKS -> true;
            case INLINE_OR_EXTERNAL_LINKS ->
                statement.request().format() != Format.JSON_ARRAY
                        || result.byteCount() > settings.now().statements().inlineLimitBytes();
        };
    }

    /** The result object of a chunk; an empty object where the result has no rows. */
    Body page(Statement statement, Result result, int index, Call call) {
        if (result.chunks().isEmpty()) {
            return Body.of(Buffer.buffer("{}"));
        }
        Chunk chunk = result.chunks().get(index);
        return byLinks(statement, result)
                ? Body.of(new JsonObject()
                        .put("external_links", new JsonArray().add(link(statement, result, chunk, call)))
                        .toBuffer())
                : rows(statement, result, chunk);
    }

    private JsonObject link(Statement statement, Result result, Chunk chunk, Call call) {
        Link link = links.to(statement, chunk, call.host());
        return Manifest.place(chunk, true)
                .mergeIn(next(statement, result, chunk))
                .put("external_link", link.url())
                .put("expiration", link.expiration());
    }

    private Body rows(Statement statement, Result result, Chunk chunk) {
        JsonObject next = next(statement, result, chunk);
        JsonObject before = Manifest.place(chunk, false);
        JsonObject after = new JsonObject();
        (settings.now().statements().nextChunkBeforeRows() ? before : after).mergeIn(next);
        String head = before.encode();
        String tail = after.encode();
        List<Body.Part> parts = new ArrayList<>();
        parts.add(bytes(head.substring(0, head.length() - 1) + ",\"data_array\":"));
        parts.add(new Body.FileRange(chunk.file(), 0, chunk.byteCount()));
        parts.add(bytes(after.isEmpty() ? "}" : "," + tail.substring(1)));
        return new Body(parts);
    }

    private static JsonObject next(Statement statement, Result result, Chunk chunk) {
        int next = chunk.index() + 1;
        return next == result.chunks().size()
                ? new JsonObject()
                : new JsonObject()
                        .put("next_chunk_index", next)
                        .put(
                                "next_chunk_internal_link",
                                "/api/2.0/sql/statements/" + statement.id() + "/result/chunks/" + next);
    }

    static Body.Part bytes(String text) {
        return new Body.Bytes(Buffer.buffer(text));
    }
}
