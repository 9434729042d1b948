package dev.sluice.faults;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;

/**
 * Tool calls at a steady rate, whether answers come or not (an open model): a latency counts from when its call was
 * due. What is in flight is bounded; a call that finds no room counts as failed.
 */
final class Load implements AutoCloseable {
    private static final int MOST_IN_FLIGHT = 2_000;
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(30);
    private static final long TICK_MILLIS = 2;

    /** @param label what the call is counted under */
    record Call(String label, URI gateway, String bearer, Buffer body) {}

    private record Key(String phase, String label) {}

    private final Vertx vertx;
    private final Context context;
    private final HttpClient http;
    private final LongFunction<Call> calls;
    private final double nanosBetween;
    private final Map<Key, Tally> tallies = new ConcurrentHashMap<>();
    private final CompletableFuture<Void> drained = new CompletableFuture<>();
    private final long startedAt = System.nanoTime();
    private volatile String phase = "";
    private volatile boolean stopping;
    private long sent;
    private int inFlight;

    private Load(Vertx vertx, int perSecond, LongFunction<Call> calls) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.http = vertx.createHttpClient(
                new HttpClientOptions().setMaxPoolSize(MOST_IN_FLIGHT).setKeepAliveTimeout(60));
        this.calls = calls;
        this.nanosBetween = 1e9 / perSecond;
    }

    /** Starts to call: the n-th call is what {@code calls} gives for n. */
    static Load start(Vertx vertx, int perSecond, LongFunction<Call> calls) {
        Load load = new Load(vertx, perSecond, calls);
        load.context.runOnContext(now -> load.vertx.setPeriodic(TICK_MILLIS, load::tick));
        return load;
    }

    static Call call(String label, Subject subject, Replica replica, JsonObject tool) {
        return new Call(label, replica.url(), subject.tenant().apiKey(), tool.toBuffer());
    }

    /** What is due from now on is counted apart, under this name. */
    void phase(String name) {
        phase = name;
    }

    /** What came of the calls of a phase and label so far. */
    Tally tally(String ofPhase, String label) {
        return tallies.computeIfAbsent(new Key(ofPhase, label), key -> new Tally());
    }

    /** Lets it run for this long. */
    void runFor(Duration time) {
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted under load", e);
        }
    }

    /** Sends no more, and waits for the answers under way. */
    void stop() {
        stopping = true;
        try {
            drained.get(LONGEST_ANSWER.toSeconds() + 10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException("Answers are missing", e);
        }
    }

    @Override
    public void close() {
        stopping = true;
        http.close();
    }

    private void tick(long timer) {
        if (stopping) {
            if (inFlight == 0) {
                vertx.cancelTimer(timer);
                drained.complete(null);
            }
            return;
        }
        long now = System.nanoTime();
        while (startedAt + sent * nanosBetween <= now) {
            send(calls.apply(sent), startedAt + (long) (sent * nanosBetween));
            sent++;
        }
    }

    private void send(Call call, long due) {
        Tally tally = tally(phase, call.label());
        if (inFlight == MOST_IN_FLIGHT) {
            tally.add("no room", 0, "");
            return;
        }
        inFlight++;
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost(call.gateway().getHost())
                .setPort(call.gateway().getPort())
                .setURI("/api/v1/execute_tool")
                .setTimeout(LONGEST_ANSWER.toMillis())
                .putHeader("Authorization", "Bearer " + call.bearer())
                .putHeader("Content-Type", "application/json");
        http.request(options)
                .compose(request -> request.send(call.body()))
                .compose(answer -> answer.body().map(body -> outcome(answer, body)))
                .onComplete(done -> {
                    inFlight--;
                    String[] outcome =
                            done.succeeded() ? done.result() : new String[] {"broken", String.valueOf(done.cause())};
                    tally.add(outcome[0], System.nanoTime() - due, outcome[1]);
                });
    }

    private static String[] outcome(HttpClientResponse answer, Buffer body) {
        if (answer.statusCode() == 200) {
            return new String[] {"200", ""};
        }
        String text = body.toString();
        try {
            return new String[] {answer.statusCode() + " " + new JsonObject(text).getString("code"), text};
        } catch (DecodeException noProblem) {
            return new String[] {Integer.toString(answer.statusCode()), text};
        }
    }
}
