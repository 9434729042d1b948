package dev.sluice.faults;

import dev.sluice.demo.GatewayKeys;
import dev.sluice.demo.JsonApi;
import dev.sluice.demo.Tenant;
import dev.sluice.sandbox.Sandbox;
import dev.sluice.sandbox.Workspace;
import dev.sluice.sandbox.settings.SandboxSettings;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Gateways as packaged on one database and one Redis, and the sandbox's workspaces behind proxies that break connections. */
final class Cluster implements AutoCloseable {
    /** A host whose name does not resolve, approved nonetheless. */
    static final String NOWHERE = "http://nowhere.invalid";

    private static final int DOORS = 192;
    private static final int HEAP_MIB = 192;
    private static final long SEED = 20_261_122;

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
    private final GatewayKeys keys = GatewayKeys.random();
    private final Path directory;
    private final KillableDatabase database;
    private final KillableRedis redis = new KillableRedis();
    private final Sandbox sandbox;
    private final List<FaultProxy> doors;
    private final Deque<FaultProxy> unused;
    private final AtomicInteger tenants = new AtomicInteger();
    private final List<Replica> replicas = new ArrayList<>();

    private Cluster(Path directory, KillableDatabase database, Sandbox sandbox) {
        this.directory = directory;
        this.database = database;
        this.sandbox = sandbox;
        this.doors = IntStream.range(0, DOORS)
                .mapToObj(i -> FaultProxy.listen(vertx, QuietPorts.free(), SEED + 1_000_000L * i))
                .toList();
        this.unused = new ArrayDeque<>(doors);
    }

    /** Starts everything and waits until all gateways are ready. */
    static Cluster start(int gateways, Path directory) {
        var database = CompletableFuture.supplyAsync(KillableDatabase::start);
        Sandbox sandbox = Sandbox.builder().start();
        Cluster cluster = new Cluster(directory, database.join(), sandbox);
        IntStream.range(0, gateways).forEach(i -> cluster.replicas.add(cluster.launch("replica-" + i, Map.of())));
        cluster.replicas.forEach(Replica::awaitReady);
        return cluster;
    }

    /** One more gateway on the same database, without waiting for it; the caller closes it. */
    Replica launch(String name, Map<String, String> special) {
        Map<String, String> environment = new HashMap<>(keys.environment());
        environment.put("SLUICE_DB_URL", database.url());
        environment.put("SLUICE_DB_USERNAME", database.user());
        environment.put("SLUICE_DB_PASSWORD", database.password());
        environment.put("SLUICE_WORKSPACE_TRUSTED_ORIGINS", origins());
        environment.put("SLUICE_WORKSPACE_ALLOW_PLAINTEXT", "true");
        environment.put("SLUICE_WORKSPACE_CONNECT_TIMEOUT", "1s");
        environment.put("SLUICE_WORKSPACE_FIRST_BYTE_TIMEOUT", "2s");
        environment.put("SLUICE_WORKSPACE_TRANSFER_IDLE_TIMEOUT", "2s");
        environment.put("SLUICE_REDIS_URL", redis.url());
        environment.put("SLUICE_GUARD_OPEN_TIME", "2s");
        environment.put("SLUICE_GUARD_RETRIES", "1");
        environment.put("SLUICE_DRAIN_DELAY", "1s");
        environment.put("SLUICE_TOKEN_SECOND_TRY_DELAY", "300ms");
        environment.put("SLUICE_TOKEN_EXPIRY_MARGIN", "2s");
        environment.put("SLUICE_TOKEN_FIRST_PAUSE", "200ms");
        environment.put("SLUICE_TOKEN_LONGEST_PAUSE", "1s");
        // Ready sooner on few cores, and no more than these cases need.
        environment.put("JDK_JAVA_OPTIONS", "-XX:+UseSerialGC -XX:TieredStopAtLevel=1");
        environment.putAll(special);
        return new Replica(HEAP_MIB, environment, directory.resolve(name + ".log"));
    }

    private String origins() {
        Stream<String> all = Stream.concat(
                Stream.concat(Stream.of(NOWHERE), sandbox.workspaces().stream().map(Workspace::url)),
                doors.stream().map(FaultProxy::url));
        Stream<String> stores =
                sandbox.workspaces().stream().map(workspace -> "http://localhost:" + workspace.storagePort());
        return Stream.concat(all, stores).collect(Collectors.joining(","));
    }

    Vertx vertx() {
        return vertx;
    }

    KillableDatabase database() {
        return database;
    }

    KillableRedis redis() {
        return redis;
    }

    List<Replica> replicas() {
        return replicas;
    }

    Replica replica(int index) {
        return replicas.get(index);
    }

    /** The first of the sandbox's workspaces: catalog {@code main}. */
    Workspace acme() {
        return sandbox.first();
    }

    /** The second: catalog {@code globex}. */
    Workspace globex() {
        return sandbox.second();
    }

    /** A door to a workspace that no other case uses: to the gateways it is a workspace of its own. */
    FaultProxy door(Workspace workspace) {
        return unused.removeFirst().leadTo(workspace.port());
    }

    /** Something before a workspace's storage host, which its result links lead through from now on. */
    FaultProxy storageDoor(Workspace workspace) {
        FaultProxy door = unused.removeFirst().leadTo(workspace.storagePort());
        workspace.leadLinksThrough(door.port());
        return door;
    }

    /** The API of a gateway with its operator's token. */
    JsonApi operator(int replica) {
        return new JsonApi(replica(replica).url(), keys.operatorToken());
    }

    /** A new environment. */
    Tenant tenant(String name) {
        return Tenant.create(replica(0).url(), keys.operatorToken(), name + "-" + tenants.incrementAndGet());
    }

    /** Makes everything well again. */
    void heal() {
        doors.forEach(FaultProxy::heal);
        sandbox.workspaces().forEach(workspace -> {
            workspace.faults().clear();
            workspace.settings().change(now -> SandboxSettings.defaults());
            workspace.leadLinksThrough(workspace.storagePort());
        });
        database.heal();
        redis.heal();
        replicas.forEach(Replica::heal);
    }

    @Override
    public void close() {
        replicas.forEach(Replica::close);
        doors.forEach(FaultProxy::close);
        sandbox.close();
        database.close();
        redis.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
