package dev.sluice.audit;

import org.jspecify.annotations.Nullable;

/**
 * Where a call came from, as far as the caller says: it decides nothing, it is only recorded.
 *
 * @param agentRunId the caller's name for the run that the call belongs to
 * @param userId for whom the caller calls
 * @param organizationId for which organization
 */
public record CallOrigin(
        Source source,
        @Nullable String agentRunId,
        @Nullable String userId,
        @Nullable String organizationId) {
    private static final int LONGEST_RUN = 255;
    private static final int LONGEST_ID = 100;

    /** The door it came through. */
    public enum Source {
        /** REST and gRPC. */
        API,
        MCP,
        PROXY
    }

    public CallOrigin {
        agentRunId = Texts.kept(agentRunId, LONGEST_RUN);
        userId = Texts.kept(userId, LONGEST_ID);
        organizationId = Texts.kept(organizationId, LONGEST_ID);
    }

    /** A call of which nothing more is said. */
    public static CallOrigin of(Source source) {
        return new CallOrigin(source, null, null, null);
    }
}
