package dev.sluice.call.run;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.tool.Pages;
import dev.sluice.tool.RequestTemplate;
import dev.sluice.workspace.Workspace;
import dev.sluice.workspace.WorkspaceRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;

/**
 * Collects a list page by page until it has what was asked for, or as much as an answer may hold, or all. A page may be
 * empty and not the last (Databricks REST: Unity Catalog lists).
 */
final class PageWalk {
    // A workspace whose pages never end must not keep a call for ever.
    private static final int MOST_PAGES = 500;

    private final Workspace workspace;
    private final ToolRun run;
    private final Pages pages;
    private final String member;
    private final PageTurn turn;
    private final int wanted;
    private final ArrayNode collected = JsonNodeFactory.instance.arrayNode();
    private int bytes;
    private int turned;

    PageWalk(Workspace workspace, ToolRun run, Pages pages, String member, PageTurn turn) {
        this.workspace = workspace;
        this.run = run;
        this.pages = pages;
        this.member = member;
        this.turn = turn;
        this.wanted = pages.limit() == null
                ? pages.most()
                : run.params().path(pages.limit()).asInt(pages.most());
    }

    Uni<Buffer> collect() {
        return fetch(Math.min(pages.page(), wanted))
                .map(data -> Answers.bytes(data, run.reception().mostBytes()));
    }

    private Uni<ObjectNode> fetch(int size) {
        String uri = run.tool().request().uriFor(turn.params());
        String sized =
                pages.size() == null ? uri : RequestTemplate.withQuery(uri, pages.size(), Integer.toString(size));
        return workspace
                .send(WorkspaceRequest.get(sized))
                .flatMap(response -> LargeAnswers.of(response.body(), () -> Answers.object(response))
                        .flatMap(page -> take(page, response.body().length(), size)));
    }

    private Uni<ObjectNode> take(ObjectNode page, int length, int size) {
        ArrayNode items = Answers.array(page, member);
        if (bytes + length > run.reception().mostContent()) {
            return tooMuch(page, items, size);
        }
        bytes += length;
        collected.addAll(items);
        boolean more = turn.past(page, items.size());
        int missing = wanted - collected.size();
        return more && missing > 0 && ++turned < MOST_PAGES
                ? fetch(Math.min(pages.page(), missing))
                : Uni.createFrom().item(close(page, more));
    }

    // The page does not fit any more: the next call begins with it. A first page is asked for again, in smaller pieces.
    private Uni<ObjectNode> tooMuch(ObjectNode page, ArrayNode items, int size) {
        if (!collected.isEmpty()) {
            return Uni.createFrom().item(close(page, true));
        }
        int half = Math.min(size, items.size()) / 2;
        if (half == 0 || pages.size() == null) {
            throw Answers.tooLarge(run.reception().mostBytes()).asException();
        }
        return fetch(half);
    }

    private ObjectNode close(ObjectNode page, boolean more) {
        page.set(member, collected);
        turn.close(page, collected.size(), more);
        if (more) {
            Answers.goOn(page, run.tool().name(), turn.params());
        }
        return Tidying.tidy(page, run.tool().redacted());
    }
}
