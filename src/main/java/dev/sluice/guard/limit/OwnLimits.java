package dev.sluice.guard.limit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** The limits that an account or a connection has of its own; what is null is inherited. */
public record OwnLimits(
        @Nullable Integer rate,
        @Nullable Integer burst,
        @Nullable Integer concurrency,
        @Nullable Integer streams,
        @Nullable Double failureRatio,
        @Nullable Integer window,
        @Nullable Integer openTimeSeconds,
        @Nullable Integer retries,
        @Nullable Double retryRatio,
        @Nullable Integer firstByteTimeoutSeconds,
        @Nullable Integer totalTimeoutSeconds) {
    /** All inherited. */
    public static final OwnLimits NONE =
            new OwnLimits(null, null, null, null, null, null, null, null, null, null, null);

    /** Whether all is inherited. */
    public boolean isEmpty() {
        return equals(NONE);
    }

    /**
     * These limits, if each is within its range.
     *
     * @param pointer where the limits stand in the request
     * @param mostConcurrency the connections that there are to one workspace
     */
    public OwnLimits checked(String pointer, int mostConcurrency) {
        LimitRange.RATE.check(rate, pointer);
        LimitRange.BURST.check(burst, pointer);
        LimitRange.CONCURRENCY.check(concurrency, pointer);
        LimitRange.STREAMS.check(streams, pointer);
        LimitRange.FAILURE_RATIO.check(failureRatio, pointer);
        LimitRange.WINDOW.check(window, pointer);
        LimitRange.OPEN_TIME.check(openTimeSeconds, pointer);
        LimitRange.RETRIES.check(retries, pointer);
        LimitRange.RETRY_RATIO.check(retryRatio, pointer);
        LimitRange.FIRST_BYTE_TIMEOUT.check(firstByteTimeoutSeconds, pointer);
        LimitRange.TOTAL_TIMEOUT.check(totalTimeoutSeconds, pointer);
        LimitRange.CONCURRENCY.checkAtMost(concurrency, mostConcurrency, pointer);
        return this;
    }

    /** As they are stored; null if all is inherited. */
    public @Nullable String toJson() {
        if (isEmpty()) {
            return null;
        }
        JsonObject json = new JsonObject();
        put(json, LimitRange.RATE, rate);
        put(json, LimitRange.BURST, burst);
        put(json, LimitRange.CONCURRENCY, concurrency);
        put(json, LimitRange.STREAMS, streams);
        put(json, LimitRange.FAILURE_RATIO, failureRatio);
        put(json, LimitRange.WINDOW, window);
        put(json, LimitRange.OPEN_TIME, openTimeSeconds);
        put(json, LimitRange.RETRIES, retries);
        put(json, LimitRange.RETRY_RATIO, retryRatio);
        put(json, LimitRange.FIRST_BYTE_TIMEOUT, firstByteTimeoutSeconds);
        put(json, LimitRange.TOTAL_TIMEOUT, totalTimeoutSeconds);
        return json.encode();
    }

    /**
     * Limits as a caller gives them, by the names in {@link LimitRange}; null is as good as left out.
     *
     * @param pointer where the limits stand in the request
     */
    public static OwnLimits read(ObjectNode given, String pointer) {
        JsonObject json = new JsonObject();
        given.properties().forEach(member -> {
            LimitRange limit = LimitRange.named(member.getKey(), pointer);
            if (!member.getValue().isNull()) {
                json.put(limit.label(), limit.number(member.getValue(), pointer));
            }
        });
        return ofJson(json.encode());
    }

    /** What {@link #toJson} gave. */
    public static OwnLimits ofJson(@Nullable String stored) {
        if (stored == null) {
            return NONE;
        }
        JsonObject json = new JsonObject(stored);
        return new OwnLimits(
                json.getInteger(LimitRange.RATE.label()),
                json.getInteger(LimitRange.BURST.label()),
                json.getInteger(LimitRange.CONCURRENCY.label()),
                json.getInteger(LimitRange.STREAMS.label()),
                json.getDouble(LimitRange.FAILURE_RATIO.label()),
                json.getInteger(LimitRange.WINDOW.label()),
                json.getInteger(LimitRange.OPEN_TIME.label()),
                json.getInteger(LimitRange.RETRIES.label()),
                json.getDouble(LimitRange.RETRY_RATIO.label()),
                json.getInteger(LimitRange.FIRST_BYTE_TIMEOUT.label()),
                json.getInteger(LimitRange.TOTAL_TIMEOUT.label()));
    }

    private static void put(JsonObject json, LimitRange limit, @Nullable Object value) {
        if (value != null) {
            json.put(limit.label(), value);
        }
    }
}
