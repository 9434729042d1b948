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
 * A look-up's memory. What changed is {@linkplain #suspect suspected} by whoever hears of changes, and looked up anew
 * before it is served again. While changes are told, all else is served as it is for {@link #FRESH_IF_TOLD}. While they
 * are not, a value younger than {@link #FRESH} is served as it is, and until {@link #TRUSTED} while it is looked up
 * beside. Where the database is away, the value held is served at once, whatever its age: no call waits for what others
 * have just waited for in vain. One look-up at a time runs for a key.
 */
public final class FreshCache<K, V> {
    static final Duration FRESH_IF_TOLD = Duration.ofMinutes(10);
    static final Duration FRESH = Duration.ofSeconds(30);
    static final Duration TRUSTED = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final AsyncCache<K, @Nullable Entry<V>> entries;
    private final Function<K, Uni<Optional<V>>> lookUp;
    private final Changes changes;
    private final Ticker ticker;
    private final Absence absence;
    private final AbsentKeys<K> absent;
    // Raised to make all that is held suspect: what was asked for in an earlier epoch may be old.
    private volatile long epoch;

    public FreshCache(long maximumSize, Changes changes, Function<K, Uni<Optional<V>>> lookUp) {
        this(maximumSize, changes, lookUp, AbsentKeys.none(), Ticker.systemTicker());
    }

    FreshCache(
            long maximumSize,
            Changes changes,
            Function<K, Uni<Optional<V>>> lookUp,
            AbsentKeys<K> absent,
            Ticker ticker) {
        this.entries = Caffeine.newBuilder().maximumSize(maximumSize).buildAsync();
        this.lookUp = lookUp;
        this.changes = changes;
        this.ticker = ticker;
        this.absence = new Absence(ticker);
        this.absent = absent;
        changes.onLoss(absence::begin);
        changes.onGap(this::suspectAll);
    }

    /** A cache that also remembers for some seconds, while changes are told, which keys there are none of. */
    public static <K, V> FreshCache<K, V> rememberingAbsence(
            long maximumSize, Changes changes, Function<K, Uni<Optional<V>>> lookUp) {
        Ticker ticker = Ticker.systemTicker();
        return new FreshCache<>(maximumSize, changes, lookUp, AbsentKeys.remembered(ticker), ticker);
    }

    /** The value for a key; completes at once, on the calling thread, if it is held. */
    public Uni<Optional<V>> get(K key) {
        @Nullable CompletableFuture<@Nullable Entry<V>> held = entries.getIfPresent(key);
        @Nullable Entry<V> entry = held == null || held.isCompletedExceptionally() ? null : held.getNow(null);
        if (held == null || entry == null) {
            return absent.has(key) && changes.isLive()
                    ? Uni.createFrom().item(Optional.empty())
                    : CallerLoop.bring(answer(() -> entries.get(key, (sought, executor) -> load(sought))));
        }
        long age = ticker.read() - entry.checkedAt;
        boolean told = changes.isLive();
        boolean suspect = entry.epoch < epoch;
        if (!suspect && age < (told ? FRESH_IF_TOLD : FRESH).toNanos()) {
            return entry.item;
        }
        if (absence.lasts()) {
            if (absence.mayAsk()) {
                renew(key, held, entry);
            }
            return entry.item;
        }
        CompletableFuture<@Nullable Entry<V>> renewal = renew(key, held, entry);
        return !suspect && (told || age < TRUSTED.toNanos())
                ? entry.item
                : CallerLoop.bring(
                        answer(() -> renewal).ifNoItem().after(PATIENCE).recoverWithUni(() -> {
                            absence.begin();
                            return entry.item;
                        }));
    }

    /**
     * Looks a key up at the database now, past what is held, and holds the answer instead. A failure is the asker's
     * alone: what is held serves on.
     */
    public Uni<Optional<V>> reload(K key) {
        return Uni.createFrom().deferred(() -> {
            absent.forget(key);
            @Nullable CompletableFuture<@Nullable Entry<V>> held = entries.getIfPresent(key);
            if (held == null) {
                return get(key);
            }
            long since = epoch;
            return lookUp.apply(key).invoke(found -> replace(key, held, entry(found, since)));
        });
    }

    /** Drops a key, also from a look-up under way, whose answer may be older than the change that calls for this. */
    public void forget(K key) {
        absent.forget(key);
        entries.synchronous().invalidate(key);
    }

    /**
     * Has a key looked up anew before it is served again, for it may have changed; what is held serves on only where
     * the database does not answer.
     */
    public void suspect(K key) {
        absence.end();
        absent.forget(key);
        @Nullable CompletableFuture<@Nullable Entry<V>> held = entries.getIfPresent(key);
        @Nullable Entry<V> entry = held == null || held.isCompletedExceptionally() ? null : held.getNow(null);
        if (held == null) {
            return;
        }
        // Another entry in any case, so that the answer to a look-up under way is not kept.
        if (entry == null) {
            entries.asMap().remove(key, held);
        } else {
            entries.asMap().replace(key, held, CompletableFuture.completedFuture(entry.suspected()));
        }
    }

    /** Has every key looked up anew before it is served again. */
    public void suspectAll() {
        absence.end();
        absent.forgetAll();
        synchronized (this) {
            epoch++;
        }
    }

    private CompletableFuture<@Nullable Entry<V>> load(K key) {
        long since = epoch;
        long mark = absent.mark();
        return lookUp.apply(key)
                .invoke(found -> {
                    if (found.isEmpty()) {
                        absent.add(key, mark);
                    }
                })
                .<@Nullable Entry<V>>map(found -> entry(found, since))
                .subscribeAsCompletionStage();
    }

    private @Nullable Entry<V> entry(Optional<V> found, long since) {
        return found.isEmpty() ? null : new Entry<>(found, ticker.read(), since);
    }

    // Only in place of what was held when the look-up began: a change meanwhile has dropped or suspected it.
    private void replace(K key, CompletableFuture<@Nullable Entry<V>> held, @Nullable Entry<V> entry) {
        if (entry == null) {
            entries.asMap().remove(key, held);
        } else {
            entries.asMap().replace(key, held, CompletableFuture.completedFuture(entry));
        }
    }

    private CompletableFuture<@Nullable Entry<V>> renew(
            K key, CompletableFuture<@Nullable Entry<V>> held, Entry<V> entry) {
        CompletableFuture<@Nullable Entry<V>> mine = new CompletableFuture<>();
        @Nullable CompletableFuture<@Nullable Entry<V>> underWay = entry.renewal.compareAndExchange(null, mine);
        if (underWay != null) {
            return underWay;
        }
        long since = epoch;
        lookUp.apply(key)
                .subscribe()
                .with(
                        found -> {
                            absence.end();
                            @Nullable Entry<V> renewed = entry(found, since);
                            replace(key, held, renewed);
                            mine.complete(renewed);
                        },
                        failed -> {
                            absence.begin();
                            entry.renewal.set(null);
                            mine.complete(entry);
                        });
        return mine;
    }

    private static <V> Uni<Optional<V>> answer(Supplier<CompletableFuture<@Nullable Entry<V>>> lookUp) {
        // A copy: who stops waiting must not end the look-up that others wait for.
        return Uni.createFrom()
                .completionStage(() -> lookUp.get().copy())
                .map(entry -> entry == null ? Optional.empty() : entry.value);
    }

    private static final class Entry<V> {
        private static final long SUSPECT = -1;

        final Optional<V> value;
        final Uni<Optional<V>> item;
        final long checkedAt;
        final long epoch;
        final AtomicReference<@Nullable CompletableFuture<@Nullable Entry<V>>> renewal = new AtomicReference<>();

        Entry(Optional<V> value, long checkedAt, long epoch) {
            this.value = value;
            this.item = Uni.createFrom().item(value);
            this.checkedAt = checkedAt;
            this.epoch = epoch;
        }

        Entry<V> suspected() {
            return new Entry<>(value, checkedAt, SUSPECT);
        }
    }
}
