package dev.sluice.workspace;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How the gateway reaches workspaces. */
@ConfigMapping(prefix = "sluice.workspace")
public interface WorkspaceConfig {
    /**
     * DNS suffixes under which a workspace may live, matched at a label boundary. The default is every public
     * Databricks cloud: AWS, its government regions, Azure, its government and China regions, GCP.
     */
    @WithDefault("cloud.databricks.com,cloud.databricks.us,cloud.databricks.mil,azuredatabricks.net,"
            + "databricks.azure.us,databricks.azure.cn,gcp.databricks.com")
    List<String> hostSuffixes();

    /**
     * DNS suffixes under which external result links may lie: the object stores of the clouds. A workspace's own host
     * is always allowed.
     */
    @WithDefault("storage.cloud.databricks.com,amazonaws.com,amazonaws.com.cn,blob.core.windows.net,"
            + "dfs.core.windows.net,blob.core.usgovcloudapi.net,blob.core.chinacloudapi.cn,storage.googleapis.com")
    List<String> linkHostSuffixes();

    /**
     * Origins accepted beside the clouds, such as {@code http://127.0.0.1:7071} for a sandbox. Exact match; the only way
     * to plain HTTP. Refused in production unless {@code sluice.workspace.allow-plaintext} is true.
     */
    Optional<List<String>> trustedOrigins();

    /** Whether a production gateway may trust plain-HTTP origins. */
    @WithDefault("false")
    boolean allowPlaintext();

    /** Time to open a connection. */
    @WithDefault("5s")
    Duration connectTimeout();

    /** Time to the first byte of an answer; a statement's own wait is added to it. */
    @WithDefault("30s")
    Duration firstByteTimeout();

    /** Time without a byte after which a result transfer counts as broken. */
    @WithDefault("60s")
    Duration transferIdleTimeout();

    /** Connections to one workspace; no fewer than {@code sluice.guard.concurrency}, or calls would wait for one. */
    @WithDefault("256")
    int maxConnections();

    /** Result transfers at a time from one object store; each stream needs one, and up to three while it reads ahead. */
    @WithDefault("16384")
    int maxTransfers();

    /** Requests that may wait for a connection to one workspace; more are refused at once. */
    @WithDefault("1024")
    int maxWaiting();

    /** The largest answer that is held in memory, in bytes; larger results go through the stream. */
    @WithDefault("41943040")
    int maxAnswerBytes();
}
