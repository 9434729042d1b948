package dev.sluice.testing;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;

/** A TCP way to a port of this machine that writes down each byte that goes there and back. */
public final class WireTap {
    private final int target;
    private final Vertx vertx;
    private final Buffer there = Buffer.buffer();
    private final Buffer back = Buffer.buffer();
    private final NetServer server;

    private WireTap(Vertx vertx, int target) {
        this.vertx = vertx;
        this.target = target;
        this.server = vertx.createNetServer().connectHandler(this::accept);
    }

    static WireTap on(Vertx vertx, int target) {
        WireTap tap = new WireTap(vertx, target);
        tap.server
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        return tap;
    }

    private void accept(NetSocket near) {
        near.pause();
        vertx.createNetClient()
                .connect(target, "127.0.0.1")
                .onSuccess(far -> {
                    far.handler(bytes -> pass(bytes, back, near));
                    far.closeHandler(closed -> near.close());
                    near.handler(bytes -> pass(bytes, there, far));
                    near.closeHandler(closed -> far.close());
                    near.resume();
                })
                .onFailure(refused -> near.close());
    }

    private static void pass(Buffer bytes, Buffer record, NetSocket to) {
        synchronized (record) {
            record.appendBuffer(bytes);
        }
        to.write(bytes);
    }

    public String url() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    /** What went to the target since a mark. */
    public String sent(int mark) {
        return text(there, mark);
    }

    /** All that ever came back from it. */
    public String received() {
        return text(back, 0);
    }

    /** Where the record of what was sent ends now. */
    public int mark() {
        synchronized (there) {
            return there.length();
        }
    }

    private static String text(Buffer record, int from) {
        synchronized (record) {
            return record.getString(from, record.length(), StandardCharsets.ISO_8859_1.name());
        }
    }
}
