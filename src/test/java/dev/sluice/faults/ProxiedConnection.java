package dev.sluice.faults;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One connection through a {@link FaultProxy}. Lives on the event loop of the client's socket. */
final class ProxiedConnection {
    private final Vertx vertx;
    private final NetSocket client;
    private final Supplier<Toxic> toxic;
    private final RandomGenerator random;
    private @Nullable NetSocket workspace;
    private long passed;
    private boolean over;

    ProxiedConnection(Vertx vertx, NetSocket client, Supplier<Toxic> toxic, RandomGenerator random) {
        this.vertx = vertx;
        this.client = client;
        this.toxic = toxic;
        this.random = random;
    }

    void connect(NetClient upstream, int port, String host) {
        client.pause().exceptionHandler(broken -> clientLeft());
        upstream.connect(port, host).onSuccess(this::join).onFailure(cause -> reset());
    }

    private void join(NetSocket there) {
        if (over) {
            there.close();
            return;
        }
        workspace = there;
        client.handler(data -> {
            if (!(toxic.get() instanceof Toxic.BlackHole)) {
                pass(client, there, data);
            }
        });
        there.handler(data -> {
            there.pause();
            piecewise(there, data, 0);
        });
        there.exceptionHandler(broken -> reset());
        there.endHandler(end -> {
            over = true;
            client.close();
        });
        client.resume();
    }

    private static void pass(NetSocket from, NetSocket to, Buffer data) {
        to.write(data);
        if (to.writeQueueFull()) {
            from.pause();
            to.drainHandler(drained -> from.resume());
        }
    }

    /** Hands on what is left of one read, as the toxic of the moment has it. */
    private void piecewise(NetSocket there, Buffer data, int from) {
        if (over) {
            return;
        }
        int left = data.length() - from;
        if (left == 0) {
            there.resume();
            return;
        }
        switch (toxic.get()) {
            case Toxic.BlackHole hole -> there.resume();
            case Toxic.Latency late -> {
                long jitter = random.nextLong(late.jitter().toMillis() + 1);
                later(late.least().toMillis() + jitter, () -> hand(there, data, from, left));
            }
            case Toxic.Drip drip ->
                later(drip.every().toMillis(), () -> hand(there, data, from, Math.min(left, drip.bytes())));
            case Toxic.Slices slices ->
                vertx.runOnContext(turn -> hand(there, data, from, Math.min(left, 1 + random.nextInt(slices.most()))));
            case Toxic.ResetAfter cut -> {
                if (passed >= cut.bytes()) {
                    reset();
                } else {
                    hand(there, data, from, (int) Math.min(left, cut.bytes() - passed));
                }
            }
            case Toxic.StallAfter stall -> {
                if (passed < stall.bytes()) {
                    hand(there, data, from, (int) Math.min(left, stall.bytes() - passed));
                }
            }
            case Toxic.None clean -> hand(there, data, from, left);
            case Toxic.Refuse closed -> reset();
            case Toxic.Deaf closed -> reset();
        }
    }

    private void later(long millis, Runnable work) {
        vertx.setTimer(Math.max(1, millis), timer -> work.run());
    }

    private void hand(NetSocket there, Buffer data, int from, int length) {
        if (over) {
            return;
        }
        client.write(data.slice(from, from + length));
        passed += length;
        Runnable rest = () -> piecewise(there, data, from + length);
        if (client.writeQueueFull()) {
            client.drainHandler(drained -> rest.run());
        } else {
            rest.run();
        }
    }

    /** The client is gone: the workspace notices. */
    void clientLeft() {
        over = true;
        if (workspace != null) {
            workspace.close();
        }
    }

    /** Sends RST to the client rather than FIN, on its event loop: from elsewhere it may close under our hands. */
    Future<?> reset() {
        EventLoop loop = channel().eventLoop();
        if (loop.inEventLoop()) {
            resetHere();
            return loop.newSucceededFuture(null);
        }
        return loop.submit(this::resetHere);
    }

    private void resetHere() {
        over = true;
        if (channel().isOpen()) {
            channel().config().setOption(ChannelOption.SO_LINGER, 0);
            channel().close();
        }
    }

    private Channel channel() {
        return ((ConnectionBase) client).channel();
    }
}
