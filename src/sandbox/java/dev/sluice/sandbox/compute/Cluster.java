package dev.sluice.sandbox.compute;

import static dev.sluice.sandbox.compute.ClusterState.PENDING;
import static dev.sluice.sandbox.compute.ClusterState.RESIZING;
import static dev.sluice.sandbox.compute.ClusterState.RESTARTING;
import static dev.sluice.sandbox.compute.ClusterState.RUNNING;
import static dev.sluice.sandbox.compute.ClusterState.TERMINATED;
import static dev.sluice.sandbox.compute.ClusterState.TERMINATING;

import dev.sluice.sandbox.settings.LiveSettings;
import dev.sluice.sandbox.settings.SandboxSettings.Clusters;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * One cluster: its configuration and its state, which advances by the workspace's clock whenever somebody looks.
 * Thread-safe. Databricks REST: clusters; which action a state allows.
 */
final class Cluster {
    /**
     * A cluster at one moment.
     *
     * @param stopped why it has no nodes; null while it has, or is to have, some
     */
    record View(
            ClusterSpec spec,
            ClusterState state,
            Instant started,
            Instant restarted,
            @Nullable Instant terminated,
            @Nullable Stop stopped) {}

    /**
     * Why a cluster was terminated.
     *
     * @param by who asked for it; null where it was idle for too long
     */
    record Stop(@Nullable String by) {}

    /** Databricks REST: cluster_source; nobody creates clusters here but through the API. */
    static final String SOURCE = "API";

    private record Change(ClusterState to, Instant at) {}

    private final String id;
    private final String creator;
    private final boolean pinned;
    private final LiveSettings settings;
    private final InstantSource clock;
    // Guarded by this.
    private ClusterSpec spec;
    private ClusterState state = TERMINATED;
    private @Nullable Change pending;
    private Instant started;
    private Instant restarted;
    private @Nullable Instant terminated;
    private @Nullable Stop stopped;

    private Cluster(
            String id, String creator, boolean pinned, ClusterSpec spec, LiveSettings settings, InstantSource clock) {
        this.id = id;
        this.creator = creator;
        this.pinned = pinned;
        this.spec = spec;
        this.settings = settings;
        this.clock = clock;
        this.started = clock.instant();
        this.restarted = started;
    }

    /** A new cluster, on its way up. */
    static Cluster create(String id, String creator, ClusterSpec spec, LiveSettings settings, InstantSource clock) {
        Cluster cluster = new Cluster(id, creator, false, spec, settings, clock);
        cluster.begin(PENDING, RUNNING, settings.now().clusters().startDelay());
        return cluster;
    }

    /** A cluster that was there before the workspace opened. */
    static Cluster open(PlannedCluster plan, String creator, LiveSettings settings, InstantSource clock) {
        ClusterSpec spec = ClusterSpec.read(plan.spec());
        Cluster cluster = new Cluster(plan.id(), creator, plan.pinned(), spec, settings, clock);
        cluster.started = clock.instant().minus(Duration.ofHours(5));
        cluster.restarted = cluster.started;
        if (plan.running()) {
            cluster.state = RUNNING;
        } else {
            cluster.terminated = clock.instant().minus(Duration.ofHours(1));
            cluster.stopped = new Stop(null);
        }
        return cluster;
    }

    String id() {
        return id;
    }

    String creator() {
        return creator;
    }

    boolean pinned() {
        return pinned;
    }

    synchronized View view() {
        settle();
        return new View(spec, state, started, restarted, terminated, stopped);
    }

    /** Whatever the documentation says, a cluster that is not terminated refuses to be started. */
    synchronized void start() {
        require(TERMINATED);
        started = clock.instant();
        restarted = started;
        terminated = null;
        stopped = null;
        begin(PENDING, RUNNING, delays().startDelay());
    }

    /** Refused, too, unless it runs; the documentation says that nothing happens. */
    synchronized void restart() {
        require(RUNNING);
        restarted = clock.instant();
        begin(RESTARTING, RUNNING, delays().startDelay());
    }

    synchronized void resize(JsonObject size) {
        require(RUNNING);
        spec = spec.resized(size);
        begin(RESIZING, RUNNING, delays().resizeDelay());
    }

    /** A running cluster restarts with the new configuration, a terminated one keeps it for the next start. */
    synchronized void edit(ClusterSpec changed) {
        settle();
        if (state != TERMINATED) {
            require(RUNNING);
            restarted = clock.instant();
            begin(RESTARTING, RUNNING, delays().startDelay());
        }
        spec = changed;
    }

    /** Nothing happens where it is terminated or on its way there. */
    synchronized void terminate(String by) {
        settle();
        if (state != TERMINATED && state != TERMINATING) {
            stopped = new Stop(by);
            begin(TERMINATING, TERMINATED, delays().stopDelay());
        }
    }

    private Clusters delays() {
        return settings.now().clusters();
    }

    private void require(ClusterState expected) {
        settle();
        if (state != expected) {
            throw ClusterRefusals.state(id, state);
        }
    }

    private synchronized void begin(ClusterState via, ClusterState to, Duration takes) {
        state = via;
        pending = new Change(to, clock.instant().plus(takes));
        settle();
    }

    private void settle() {
        Change due = pending;
        if (due != null && !clock.instant().isBefore(due.at)) {
            pending = null;
            state = due.to;
            terminated = due.to == TERMINATED ? due.at : null;
        }
    }
}
