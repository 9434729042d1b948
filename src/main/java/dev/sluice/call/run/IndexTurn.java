package dev.sluice.call.run;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Pages of a SCIM list: {@code startIndex} counts from 1 (RFC 7644 §3.4.2.4). */
final class IndexTurn implements PageTurn {
    private final ObjectNode given;
    private final long first;
    private long start;

    IndexTurn(ToolRun run) {
        this.given = run.params();
        this.first = given.path("startIndex").asLong(1);
        this.start = first;
    }

    @Override
    public ObjectNode params() {
        return given.deepCopy().put("startIndex", start);
    }

    @Override
    public boolean past(ObjectNode page, int count) {
        start += count;
        return count > 0 && start <= page.path("totalResults").asLong();
    }

    @Override
    public void close(ObjectNode data, int count, boolean more) {
        data.put("startIndex", first).put("itemsPerPage", count);
    }
}
