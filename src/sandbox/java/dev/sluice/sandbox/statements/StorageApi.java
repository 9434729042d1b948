package dev.sluice.sandbox.statements;

import dev.sluice.sandbox.http.Body;
import dev.sluice.sandbox.http.Call;
import dev.sluice.sandbox.http.Reply;
import dev.sluice.sandbox.http.Routes;
import dev.sluice.sandbox.journal.Ledger;
import dev.sluice.sandbox.journal.Ledger.Event;
import dev.sluice.sandbox.sql.Chunk;
import dev.sluice.sandbox.statements.ResultLinks.Verdict;
import dev.sluice.sandbox.statements.StatementState.Succeeded;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/**
 * The storage host that external links lead to. A link is its own credential: one sent with an Authorization header is
 * refused, as object stores do. Errors are the stores' XML.
 */
final class StorageApi {
    private final StatementBook book;
    private final ResultLinks links;
    private final Ledger ledger;

    StorageApi(StatementBook book, ResultLinks links, Ledger ledger) {
        this.book = book;
        this.links = links;
        this.ledger = ledger;
    }

    void addTo(Routes routes) {
        routes.get(ResultLinks.ROOT + "/{statement}/{index}", this::fetch);
    }

    private Future<Reply> fetch(Call call) {
        Reply reply = answer(call);
        ledger.count(reply.status() < 300 ? Event.LINK_FETCHES : Event.LINK_REFUSALS);
        return Future.succeededFuture(reply);
    }

    private Reply answer(Call call) {
        if (call.header("Authorization") != null) {
            return error(
                    400,
                    "InvalidArgument",
                    "Only one auth mechanism allowed; only the signature in the query"
                            + " or the Authorization header should be specified");
        }
        Verdict verdict = links.judge(
                call.path(),
                call.query("X-Databricks-Issued"),
                call.query("X-Databricks-TTL"),
                call.query("X-Databricks-Signature"));
        return switch (verdict) {
            case FORGED -> error(403, "SignatureDoesNotMatch", "The signature of the request does not match the link.");
            case EXPIRED -> error(403, "AccessDenied", "Request has expired");
            case GOOD -> file(call);
        };
    }

    private Reply file(Call call) {
        Optional<Statement> statement = book.lookUp(call.pathParameter("statement"));
        statement.ifPresent(found -> call.actor(found.owner().clientId()));
        return statement
                .flatMap(found -> chunk(found, Integer.parseInt(call.pathParameter("index"))))
                .map(chunk -> bytes(chunk, call))
                .orElseGet(() -> error(404, "NoSuchKey", "The specified key does not exist."));
    }

    private static Optional<Chunk> chunk(Statement statement, int index) {
        List<Chunk> chunks = statement.state() instanceof Succeeded succeeded
                ? succeeded.result().chunks()
                : List.of();
        return index < chunks.size() ? Optional.of(chunks.get(index)) : Optional.empty();
    }

    private static Reply bytes(Chunk chunk, Call call) {
        long size = chunk.byteCount();
        Optional<ByteRange> range = ByteRange.read(call.header("Range"), size);
        if (range.isEmpty()) {
            return error(416, "InvalidRange", "The requested range is not satisfiable")
                    .with("Content-Range", "bytes */" + size);
        }
        ByteRange wanted = range.get();
        Body body = Body.of(new Body.FileRange(chunk.file(), wanted.from(), wanted.length()));
        Reply reply = Reply.of(wanted.whole(size) ? 200 : 206, "application/octet-stream", body)
                .with("Accept-Ranges", "bytes");
        return wanted.whole(size) ? reply : reply.with("Content-Range", wanted.header(size));
    }

    private static Reply error(int status, String code, String message) {
        return Reply.text(
                status,
                "application/xml",
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>" + code + "</Code><Message>" + message
                        + "</Message></Error>");
    }
}
