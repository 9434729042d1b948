package dev.sluice.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Keys that were looked up in vain a moment ago, a bounded number of them, until one of them is told of. */
class AbsentKeys<K> {
    private static final Duration LIFE = Duration.ofSeconds(5);
    private static final long MOST = 20_000;

    private final Cache<K, Boolean> keys;
    private final AtomicLong changes = new AtomicLong();

    private AbsentKeys(long most, Ticker ticker) {
        keys = Caffeine.newBuilder()
                .maximumSize(most)
                .expireAfterWrite(LIFE)
                .ticker(ticker)
                .build();
    }

    static <K> AbsentKeys<K> none() {
        return new AbsentKeys<>(0, Ticker.disabledTicker()) {
            @Override
            boolean has(K key) {
                return false;
            }

            @Override
            void add(K key, long mark) {}
        };
    }

    static <K> AbsentKeys<K> remembered(Ticker ticker) {
        return new AbsentKeys<>(MOST, ticker);
    }

    boolean has(K key) {
        return keys.getIfPresent(key) != null;
    }

    /** To be taken before a look-up. */
    long mark() {
        return changes.get();
    }

    /** Remembers the look-up's result, unless something changed since it began. */
    void add(K key, long mark) {
        keys.put(key, true);
        if (mark != changes.get()) {
            keys.invalidate(key);
        }
    }

    void forget(K key) {
        changes.incrementAndGet();
        keys.invalidate(key);
    }

    void forgetAll() {
        changes.incrementAndGet();
        keys.invalidateAll();
    }
}
