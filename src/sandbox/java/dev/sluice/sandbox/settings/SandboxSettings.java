package dev.sluice.sandbox.settings;

import java.time.Duration;

/**
 * Everything that can be set about a workspace. Where Databricks documents or was seen to use a value, it is the
 * default; what is not established is a setting too.
 *
 * @param tokens minting
 * @param warehouses warehouse timing and unknown answers
 * @param statements statement execution
 * @param catalog Unity Catalog lists
 * @param clusters cluster timing
 * @param jobs timing of runs and unknown answers
 * @param scim SCIM lists
 * @param repos lists of repos
 * @param gzip whether API answers are compressed for callers that ask (links never are)
 */
public record SandboxSettings(
        Tokens tokens,
        Warehouses warehouses,
        Statements statements,
        Catalog catalog,
        Clusters clusters,
        Jobs jobs,
        Scim scim,
        Repos repos,
        boolean gzip) {

    /**
     * @param lifetime of an access token; 1 h as documented
     * @param revokedStatus answer to a live token of a principal that was removed: 403 (default) or 401; not established
     */
    public record Tokens(Duration lifetime, int revokedStatus) {}

    /**
     * @param startDelay STARTING to RUNNING; 2 s by default, where serverless takes 15 s and classic minutes
     * @param stopDelay STOPPING to STOPPED; 500 ms
     * @param pageSize most warehouses on one page; 1000, so one page as was seen
     * @param absentStatus answer to reading, starting or stopping an absent warehouse; 404, not established
     */
    public record Warehouses(Duration startDelay, Duration stopDelay, int pageSize, int absentStatus) {}

    /**
     * @param workers threads that run SQL
     * @param minimumRun time that a statement stays RUNNING at least; zero
     * @param inlineChunkBytes largest chunk of an INLINE result; 4 MiB, not established
     * @param linkChunkBytes largest chunk of an EXTERNAL_LINKS result; 20 MiB, as was seen
     * @param inlineLimitBytes largest INLINE result; 26214400, as documented
     * @param linkLifetime of an external link; 899 s, as was seen
     * @param resultLifetime after success; 1 h, as documented
     * @param statementLifetime after the terminal state; 12 h, as documented
     * @param nextChunkBeforeRows whether an INLINE chunk names the next one before its rows; true, as links do, not
     *     established
     * @param timeZone session zone of timestamps; UTC
     */
    public record Statements(
            int workers,
            Duration minimumRun,
            long inlineChunkBytes,
            long linkChunkBytes,
            long inlineLimitBytes,
            Duration linkLifetime,
            Duration resultLifetime,
            Duration statementLifetime,
            boolean nextChunkBeforeRows,
            String timeZone) {}

    /** @param pageSize the server's own page and its cap; 100 */
    public record Catalog(int pageSize) {}

    /**
     * @param startDelay PENDING or RESTARTING to RUNNING; 3 s, where a real one takes minutes
     * @param resizeDelay RESIZING to RUNNING; 1 s
     * @param stopDelay TERMINATING to TERMINATED; 1 s
     */
    public record Clusters(Duration startDelay, Duration resizeDelay, Duration stopDelay) {}

    /**
     * @param pendingTime how long a run is PENDING; 1 s
     * @param runTime how long it is RUNNING; 2 s
     * @param absentStatus answer to an absent job or run: 400 (default) or 404; both were reported
     */
    public record Jobs(Duration pendingTime, Duration runTime, int absentStatus) {}

    /** @param pageSize most users on one page, and as many as come unasked; 100, not established */
    public record Scim(int pageSize) {}

    /** @param pageSize repos on one page; 20, as documented */
    public record Repos(int pageSize) {}

    public static SandboxSettings defaults() {
        return new SandboxSettings(
                new Tokens(Duration.ofHours(1), 403),
                new Warehouses(Duration.ofSeconds(2), Duration.ofMillis(500), 1000, 404),
                new Statements(
                        4,
                        Duration.ZERO,
                        4 << 20,
                        20 << 20,
                        26_214_400,
                        Duration.ofSeconds(899),
                        Duration.ofHours(1),
                        Duration.ofHours(12),
                        true,
                        "UTC"),
                new Catalog(100),
                new Clusters(Duration.ofSeconds(3), Duration.ofSeconds(1), Duration.ofSeconds(1)),
                new Jobs(Duration.ofSeconds(1), Duration.ofSeconds(2), 400),
                new Scim(100),
                new Repos(20),
                true);
    }
}
