package dev.sluice.testing;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A workspace that gives tokens and answers its API byte by byte as a test says. It answers once a
 * head has come; bodies are counted, at the pace that the test sets.
 */
public final class RawUpstream {
    /** What is done with one connection once the head of a request has come. */
    public interface Script {
        void answer(String head, NetSocket socket);
    }

    private static final Pattern LENGTH = Pattern.compile("(?im)^content-length: (\\d+)$");

    private final AtomicInteger mints = new AtomicInteger();
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final AtomicLong bodyBytes = new AtomicLong();
    private final AtomicInteger closed = new AtomicInteger();
    private volatile Script script = (head, socket) -> socket.close();
    private volatile long wanted = Long.MAX_VALUE;
    private volatile Consumer<NetSocket> whenThere = socket -> {};
    private final NetServer server;

    private RawUpstream(Vertx vertx) {
        server = vertx.createNetServer().connectHandler(socket -> new Line(socket).start());
    }

    static RawUpstream start(Vertx vertx) {
        RawUpstream upstream = new RawUpstream(vertx);
        upstream.server
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        return upstream;
    }

    public String url() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    /** From now on, answers like this; nothing of what came before is remembered. */
    public void answer(Script next) {
        script = next;
        wanted = Long.MAX_VALUE;
        heads.clear();
        bodyBytes.set(0);
        closed.set(0);
    }

    /** Once so many bytes of a body have come, does something with their connection. */
    public void whenBodyIsThere(long bytes, Consumer<NetSocket> action) {
        whenThere = action;
        wanted = bytes;
    }

    /** The token that it gives out now. */
    public String token() {
        return "scripted-token-" + "0123456789abcdef".repeat(8) + "-" + mints.get();
    }

    public int mints() {
        return mints.get();
    }

    /** Heads of the requests that came, those for tokens left out. */
    public List<String> heads() {
        return List.copyOf(heads);
    }

    /** What came after heads. */
    public long bodyBytes() {
        return bodyBytes.get();
    }

    /** Connections of requests that have ended, whoever ended them. */
    public int closed() {
        return closed.get();
    }

    /** An answer with this status line, these header lines and this JSON. */
    public static Buffer response(String head, String body) {
        return Buffer.buffer(
                head.replace("\n", "\r\n") + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
                        + "\r\n\r\n" + body,
                StandardCharsets.ISO_8859_1.name());
    }

    /** One connection. */
    private final class Line {
        private final NetSocket socket;
        private Buffer pending = Buffer.buffer();
        private long bodyLeft;
        private boolean chunked;
        private boolean minting;

        Line(NetSocket socket) {
            this.socket = socket;
        }

        void start() {
            socket.exceptionHandler(broken -> {});
            socket.closeHandler(ended -> {
                if (!minting) {
                    closed.incrementAndGet();
                }
            });
            socket.handler(this::received);
        }

        private void received(Buffer bytes) {
            if (chunked) {
                count(bytes.length());
                return;
            }
            pending.appendBuffer(bytes);
            while (pending.length() > 0) {
                if (bodyLeft > 0) {
                    int part = (int) Math.min(bodyLeft, pending.length());
                    bodyLeft -= part;
                    pending = pending.getBuffer(part, pending.length());
                    count(part);
                } else if (!takeHead()) {
                    return;
                }
            }
        }

        private boolean takeHead() {
            String text = pending.toString(StandardCharsets.ISO_8859_1);
            int end = text.indexOf("\r\n\r\n");
            if (end < 0) {
                return false;
            }
            String head = text.substring(0, end);
            Matcher length = LENGTH.matcher(head);
            bodyLeft = length.find() ? Long.parseLong(length.group(1)) : 0;
            if (head.startsWith("POST /oidc/v1/token ")) {
                minting = true;
                if (text.length() >= end + 4 + bodyLeft) {
                    mint();
                }
                return false;
            }
            pending = pending.getBuffer(end + 4, pending.length());
            chunked = text.toLowerCase(Locale.ROOT).contains("transfer-encoding: chunked");
            heads.add(head);
            script.answer(head, socket);
            return true;
        }

        private void count(int part) {
            if (bodyBytes.addAndGet(part) >= wanted) {
                wanted = Long.MAX_VALUE;
                whenThere.accept(socket);
            }
        }

        private void mint() {
            mints.incrementAndGet();
            String body = new JsonObject()
                    .put("access_token", token())
                    .put("token_type", "Bearer")
                    .put("expires_in", 3600)
                    .encode();
            socket.end(response("HTTP/1.1 200 OK\nConnection: close", body));
        }
    }
}
