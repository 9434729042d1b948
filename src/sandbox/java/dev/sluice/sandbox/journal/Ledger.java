package dev.sluice.sandbox.journal;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * What the workspace saw. Counting is an adder and a map look-up, so that tens of thousands of requests in a burst do
 * not show; of single requests only the latest {@value #KEPT} are kept.
 */
public final class Ledger {
    /** Requests kept for {@link #latest}. */
    public static final int KEPT = 1024;

    /** Mints kept for {@link #latestMints}. */
    public static final int MINTS_KEPT = 65_536;

    /** What is counted besides requests. */
    public enum Event {
        EXECUTES,
        POLLS,
        CHUNKS,
        CANCELS,
        CLOSES,
        LINK_FETCHES,
        LINK_REFUSALS,
        CLUSTERS_CREATED,
        JOBS_CREATED,
        RUNS_STARTED,
        BYTES_SENT,
        RESETS_BY_CLIENT
    }

    private record Key(String principal, String route) {}

    /** A token that was minted. */
    public record Mint(String clientId, Instant at) {}

    private final Map<Event, LongAdder> events = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> mints = new ConcurrentHashMap<>();
    private final Queue<Mint> latestMints = new ConcurrentLinkedQueue<>();
    private final AtomicInteger mintsKept = new AtomicInteger();
    private final Map<String, LongAdder> refusedMints = new ConcurrentHashMap<>();
    private final Map<Key, LongAdder> requests = new ConcurrentHashMap<>();
    private final AtomicReferenceArray<@Nullable Seen> ring = new AtomicReferenceArray<>(KEPT);
    private final AtomicLong next = new AtomicLong();

    public void count(Event event) {
        add(event, 1);
    }

    public void add(Event event, long amount) {
        events.computeIfAbsent(event, name -> new LongAdder()).add(amount);
    }

    public void minted(String clientId, boolean granted) {
        (granted ? mints : refusedMints)
                .computeIfAbsent(clientId, id -> new LongAdder())
                .increment();
        if (granted) {
            latestMints.add(new Mint(clientId, Instant.now()));
            if (mintsKept.incrementAndGet() > MINTS_KEPT) {
                latestMints.poll();
                mintsKept.decrementAndGet();
            }
        }
    }

    /** The latest mints, oldest first, by the system's clock. */
    public List<Mint> latestMints() {
        return List.copyOf(latestMints);
    }

    public void seen(Seen request) {
        requests.computeIfAbsent(new Key(request.principal(), request.route()), key -> new LongAdder())
                .increment();
        ring.set((int) (next.getAndIncrement() % KEPT), request);
    }

    public long of(Event event) {
        LongAdder adder = events.get(event);
        return adder == null ? 0 : adder.sum();
    }

    /** Tokens minted for a client. */
    public long mints(String clientId) {
        LongAdder adder = mints.get(clientId);
        return adder == null ? 0 : adder.sum();
    }

    /** Requests of one principal ("-" for none) on one route, such as {@code POST /api/2.0/sql/statements}. */
    public long requests(String principal, String route) {
        LongAdder adder = requests.get(new Key(principal, route));
        return adder == null ? 0 : adder.sum();
    }

    public long requests() {
        return requests.values().stream().mapToLong(LongAdder::sum).sum();
    }

    /** The latest requests, oldest first. */
    public List<Seen> latest() {
        List<Seen> found = new ArrayList<>();
        long end = next.get();
        for (long i = Math.max(0, end - KEPT); i < end; i++) {
            Seen seen = ring.get((int) (i % KEPT));
            if (seen != null) {
                found.add(seen);
            }
        }
        return found;
    }

    public void reset() {
        events.clear();
        mints.clear();
        latestMints.clear();
        mintsKept.set(0);
        refusedMints.clear();
        requests.clear();
        next.set(0);
        for (int i = 0; i < KEPT; i++) {
            ring.set(i, null);
        }
    }

    public JsonObject toJson() {
        JsonObject counts = new JsonObject();
        for (Event event : Event.values()) {
            counts.put(event.name().toLowerCase(Locale.ROOT), of(event));
        }
        JsonObject byPrincipal = new JsonObject();
        requests.forEach((key, count) -> {
            JsonObject routes = byPrincipal.getJsonObject(key.principal, new JsonObject());
            byPrincipal.put(key.principal, routes.put(key.route, count.sum()));
        });
        return new JsonObject()
                .put("requests", requests())
                .put("mints", sums(mints))
                .put("refused_mints", sums(refusedMints))
                .mergeIn(counts)
                .put("by_principal", byPrincipal);
    }

    private static JsonObject sums(Map<String, LongAdder> adders) {
        JsonObject sums = new JsonObject();
        new TreeMap<>(adders).forEach((name, adder) -> sums.put(name, adder.sum()));
        return sums;
    }
}
