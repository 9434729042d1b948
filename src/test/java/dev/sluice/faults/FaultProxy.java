package dev.sluice.faults;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;

/** A TCP proxy before one port of a workspace, whose {@link Toxic} can be changed at any time. Chance is seeded. */
final class FaultProxy implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";
    private static final Toxic CLEAN = new Toxic.None();

    private final Vertx vertx;
    private final int port;
    private final NetClient upstream;
    private final AtomicLong seeds;
    private final AtomicLong accepted = new AtomicLong();
    private final Set<ProxiedConnection> open = ConcurrentHashMap.newKeySet();
    private volatile int target;
    private volatile Toxic toxic = CLEAN;
    private @Nullable NetServer server;
    private @Nullable DeafPort deaf;

    private FaultProxy(Vertx vertx, int port, long seed) {
        this.vertx = vertx;
        this.port = port;
        this.upstream = vertx.createNetClient();
        this.seeds = new AtomicLong(seed);
    }

    /** Listens on a loopback port; nothing lies behind until {@link #leadTo}. */
    static FaultProxy listen(Vertx vertx, int port, long seed) {
        FaultProxy proxy = new FaultProxy(vertx, port, seed);
        proxy.listen();
        return proxy;
    }

    FaultProxy leadTo(int targetPort) {
        target = targetPort;
        return this;
    }

    String url() {
        return "http://localhost:" + port;
    }

    int port() {
        return port;
    }

    /** Connections taken so far. */
    long accepted() {
        return accepted.get();
    }

    Toxic toxic() {
        return toxic;
    }

    /** From now on, connections and bytes meet this. */
    synchronized void set(Toxic next) {
        toxic = next;
        boolean closed = next instanceof Toxic.Refuse || next instanceof Toxic.Deaf;
        if (deaf != null) {
            deaf.close();
            deaf = null;
        }
        if (closed && server != null) {
            // Before the listener closes them without a reset; afterwards, those it had just accepted.
            breakOpen();
            stopListening(server);
            server = null;
            breakOpen();
        }
        if (next instanceof Toxic.Deaf) {
            deaf = openDeafPort();
        }
        if (!closed && server == null) {
            listen();
        }
    }

    /** Passes everything on again, and breaks what a toxic has left hanging. */
    void heal() {
        boolean hangs = toxic instanceof Toxic.BlackHole || toxic instanceof Toxic.StallAfter;
        set(CLEAN);
        if (hangs) {
            breakOpen();
        }
    }

    /** Breaks every open connection by a TCP reset. */
    void breakOpen() {
        List<? extends Future<?>> resets =
                open.stream().map(ProxiedConnection::reset).toList();
        resets.forEach(FaultProxy::await);
    }

    @Override
    public synchronized void close() {
        if (deaf != null) {
            deaf.close();
        }
        if (server != null) {
            stopListening(server);
        }
        upstream.close();
    }

    private synchronized void listen() {
        NetServer fresh = vertx.createNetServer().connectHandler(this::accept);
        await(fresh.listen(port, LOOPBACK).toCompletionStage().toCompletableFuture());
        server = fresh;
    }

    private DeafPort openDeafPort() {
        try {
            return DeafPort.open(port);
        } catch (IOException e) {
            throw new UncheckedIOException("No deaf port " + port, e);
        }
    }

    private void accept(NetSocket client) {
        accepted.incrementAndGet();
        RandomGenerator random = RandomGeneratorFactory.getDefault().create(seeds.getAndIncrement());
        ProxiedConnection connection = new ProxiedConnection(vertx, client, this::toxic, random);
        open.add(connection);
        client.closeHandler(closed -> {
            open.remove(connection);
            connection.clientLeft();
        });
        connection.connect(upstream, target, LOOPBACK);
    }

    private static void stopListening(NetServer server) {
        await(server.close().toCompletionStage().toCompletableFuture());
    }

    private static void await(Future<?> future) {
        try {
            future.get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException("The proxy could not listen, stop or reset", e);
        }
    }
}
