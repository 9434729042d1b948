package dev.sluice.store;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.sluice.loop.CallerLoop;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A look-up's memory. A value younger than {@link #FRESH} is served as it is; until {@link #TRUSTED} it is served while
 * it is looked up anew beside; later a call waits for the new look-up, so that an idle entry cannot hide another
 * replica's change. Where the database is away, the value held is served whatever its age. Absence is not remembered.
 * One look-up at a time runs for a key.
 */
public final class FreshCache<K, V> {
    static final Duration FRESH = Duration.ofSeconds(30);
    static final Duration TRUSTED = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final AsyncCache<K, @Nullable Entry<V>> entries;
    private final Function<K, Uni<Optional<V>>> lookUp;
    private final Ticker ticker;

    public FreshCache(long maximumSize, Function<K, Uni<Optional<V>>> lookUp) {
        this(maximumSize, lookUp, Ticker.systemTicker());
    }

    FreshCache(long maximumSize, Function<K, Uni<Optional<V>>> lookUp, Ticker ticker) {
        this.entries = Caffeine.newBuilder().maximumSize(maximumSize).buildAsync();
        this.lookUp = lookUp;
        this.ticker = ticker;
    }

    /** The value for a key; completes at once, on the calling thread, if it is held. */
    public Uni<Optional<V>> get(K key) {
        @Nullable CompletableFuture<@Nullable Entry<V>> held = entries.getIfPresent(key);
        @Nullable Entry<V> entry = held == null || held.isCompletedExceptionally() ? null : held.getNow(null);
        if (held == null || entry == null) {
            return CallerLoop.bring(answer(() -> entries.get(key, (absent, executor) -> load(absent))));
        }
        long age = ticker.read() - entry.checkedAt;
        if (age < FRESH.toNanos()) {
            return entry.item;
        }
        CompletableFuture<@Nullable Entry<V>> renewal = renew(key, held, entry);
        return age < TRUSTED.toNanos()
                ? entry.item
                : CallerLoop.bring(
                        answer(() -> renewal).ifNoItem().after(PATIENCE).recoverWithUni(entry.item));
    }

    /** Looks a key up at the database now, past what is held. */
    public Uni<Optional<V>> reload(K key) {
        forget(key);
        return get(key);
    }

    /** Drops a key, also from a look-up under way, whose answer may be older than the change that calls for this. */
    public void forget(K key) {
        entries.synchronous().invalidate(key);
    }

    private CompletableFuture<@Nullable Entry<V>> load(K key) {
        return lookUp.apply(key)
                .<@Nullable Entry<V>>map(found -> found.isEmpty() ? null : new Entry<>(found, ticker.read()))
                .subscribeAsCompletionStage();
    }

    private CompletableFuture<@Nullable Entry<V>> renew(
            K key, CompletableFuture<@Nullable Entry<V>> held, Entry<V> entry) {
        CompletableFuture<@Nullable Entry<V>> mine = new CompletableFuture<>();
        @Nullable CompletableFuture<@Nullable Entry<V>> underWay = entry.renewal.compareAndExchange(null, mine);
        if (underWay != null) {
            return underWay;
        }
        lookUp.apply(key).onFailure().recoverWithItem(entry.value).subscribe().with(found -> {
            @Nullable Entry<V> renewed = found.isEmpty() ? null : new Entry<>(found, ticker.read());
            CompletableFuture<@Nullable Entry<V>> next = CompletableFuture.completedFuture(renewed);
            // Only in place of the entry renewed: a change meanwhile has forgotten it.
            if (renewed == null) {
                entries.asMap().remove(key, held);
            } else {
                entries.asMap().replace(key, held, next);
            }
            mine.complete(renewed);
        });
        return mine;
    }

    private static <V> Uni<Optional<V>> answer(Supplier<CompletableFuture<@Nullable Entry<V>>> lookUp) {
        return Uni.createFrom().completionStage(lookUp).map(entry -> entry == null ? Optional.empty() : entry.value);
    }

    private static final class Entry<V> {
        final Optional<V> value;
        final Uni<Optional<V>> item;
        final long checkedAt;
        final AtomicReference<@Nullable CompletableFuture<@Nullable Entry<V>>> renewal = new AtomicReference<>();

        Entry(Optional<V> value, long checkedAt) {
            this.value = value;
            this.item = Uni.createFrom().item(value);
            this.checkedAt = checkedAt;
        }
    }
}
