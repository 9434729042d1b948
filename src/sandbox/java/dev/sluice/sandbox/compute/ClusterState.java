package dev.sluice.sandbox.compute;

/** Databricks REST: cluster states that the sandbox knows, as lists sort them. */
public enum ClusterState {
    RUNNING("Running"),
    RESIZING("Resizing"),
    RESTARTING("Restarting"),
    PENDING("Pending"),
    TERMINATING("Terminating"),
    TERMINATED("Terminated");

    private final String title;

    ClusterState(String title) {
        this.title = title;
    }

    /** As refusals write it. */
    String title() {
        return title;
    }

    /** Whether the cluster has nodes. */
    boolean isUp() {
        return this == RUNNING || this == RESIZING;
    }
}
