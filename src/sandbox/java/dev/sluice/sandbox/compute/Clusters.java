package dev.sluice.sandbox.compute;

import dev.sluice.sandbox.auth.Principal;
import dev.sluice.sandbox.journal.Ledger;
import dev.sluice.sandbox.permissions.Grantee;
import dev.sluice.sandbox.permissions.PermissionLevel;
import dev.sluice.sandbox.permissions.Permissions;
import dev.sluice.sandbox.permissions.SecuredObject;
import dev.sluice.sandbox.settings.LiveSettings;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** A workspace's clusters, who may do what with them, and the refusals around them. Thread-safe. */
public final class Clusters {
    private static final String MAY_CREATE = "allow-cluster-create";
    private static final DateTimeFormatter ID_TIME =
            DateTimeFormatter.ofPattern("MMdd-HHmmss-").withZone(ZoneOffset.UTC);
    private final Map<String, Cluster> byId = new ConcurrentHashMap<>();
    private final Permissions permissions;
    private final Ledger ledger;
    private final LiveSettings settings;
    private final InstantSource clock;

    public Clusters(Permissions permissions, Ledger ledger, LiveSettings settings, InstantSource clock) {
        this.permissions = permissions;
        this.ledger = ledger;
        this.settings = settings;
        this.clock = clock;
    }

    /** Adds a cluster that the workspace opens with. */
    public void open(PlannedCluster plan, Principal creator) {
        add(Cluster.open(plan, creator.clientId(), settings, clock), creator);
    }

    /** Refuses those who may not manage the cluster. */
    public void requireManage(String id, Principal principal) {
        require(id, principal, PermissionLevel.CAN_MANAGE);
    }

    Cluster create(ClusterSpec spec, Principal creator) {
        if (!creator.admin() && !creator.entitlements().contains(MAY_CREATE)) {
            throw ClusterRefusals.mayNotCreate();
        }
        Cluster cluster = Cluster.create(newId(), creator.clientId(), spec, settings, clock);
        add(cluster, creator);
        ledger.count(Ledger.Event.CLUSTERS_CREATED);
        return cluster;
    }

    List<Cluster> visibleTo(Principal principal) {
        return byId.values().stream()
                .filter(cluster -> allows(cluster, principal, PermissionLevel.CAN_ATTACH_TO))
                .toList();
    }

    Cluster require(@Nullable String id, Principal principal, PermissionLevel level) {
        if (id == null || id.isEmpty()) {
            throw ClusterRefusals.missing("cluster_id");
        }
        Cluster cluster = byId.get(id);
        if (cluster == null) {
            throw ClusterRefusals.absent(id);
        }
        if (!allows(cluster, principal, level)) {
            throw ClusterRefusals.lacks(principal, level, cluster.view().spec().name());
        }
        return cluster;
    }

    void remove(Cluster cluster) {
        byId.remove(cluster.id());
    }

    private void add(Cluster cluster, Principal creator) {
        byId.put(cluster.id(), cluster);
        permissions.grant(SecuredObject.cluster(cluster.id()), Grantee.of(creator), PermissionLevel.CAN_MANAGE);
    }

    private boolean allows(Cluster cluster, Principal principal, PermissionLevel level) {
        return permissions.allows(SecuredObject.cluster(cluster.id()), principal, level);
    }

    private String newId() {
        String random = Long.toString(ThreadLocalRandom.current().nextLong(1L << 40, 1L << 41), 36);
        return ID_TIME.format(clock.instant()) + random.substring(0, 8);
    }
}
