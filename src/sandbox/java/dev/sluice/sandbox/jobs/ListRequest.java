package dev.sluice.sandbox.jobs;

import dev.sluice.sandbox.http.Fields;
import org.jspecify.annotations.Nullable;

/**
 * The paging of a list call. Databricks REST: jobs; {@code offset} is deprecated and honoured up to 10000.
 *
 * @param token the place to go on from; wins over the offset
 */
record ListRequest(int limit, long offset, @Nullable String token) {
    private static final long MOST_SKIPPED = 10_000;
    private static final int USUAL = 20;

    /** jobs/list: 1 to 100. */
    static ListRequest ofJobs(Fields query) {
        @Nullable Long limit = query.number("limit");
        if (limit != null && limit < 1) {
            throw JobRefusals.limit(limit, 100);
        }
        return read(query, limit, 100, "list");
    }

    /** jobs/runs/list: up to 25, and 0 for as many as there may be. */
    static ListRequest ofRuns(Fields query) {
        @Nullable Long limit = query.number("limit");
        return read(query, limit != null && limit == 0 ? Long.valueOf(25) : limit, 25, "listruns");
    }

    private static ListRequest read(Fields query, @Nullable Long limit, int most, String page) {
        if (limit != null && (limit < 0 || limit > most)) {
            throw JobRefusals.limit(limit, most);
        }
        @Nullable Long offset = query.number("offset");
        if (offset != null && offset > MOST_SKIPPED) {
            throw JobRefusals.offset(offset, MOST_SKIPPED, page);
        }
        if (offset != null && offset < 0) {
            throw JobRefusals.invalid("Invalid offset " + offset + " - it has to be no less than 0.");
        }
        @Nullable String token = query.text("page_token");
        return new ListRequest(
                limit == null ? USUAL : limit.intValue(),
                offset == null ? 0 : offset,
                token == null || token.isEmpty() ? null : token);
    }
}
