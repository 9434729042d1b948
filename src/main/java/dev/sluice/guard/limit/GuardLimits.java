package dev.sluice.guard.limit;

import dev.sluice.workspace.WorkspaceConfig;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The limits of one guard, whole.
 *
 * @param rate calls a second; 0 for no limit
 * @param burst calls that may come at once before the rate counts
 * @param concurrency calls in flight
 * @param streams open streams
 * @param failureRatio the share of failures in the window that opens the breaker
 * @param window requests that the breaker looks back
 * @param openTime how long an open breaker holds calls back
 * @param retries how often a request is sent again at most
 * @param retryRatio the share of requests that may be retries
 * @param firstByte time to the first byte of an answer
 * @param total time for one request with its retries and its whole answer
 */
public record GuardLimits(
        int rate,
        int burst,
        int concurrency,
        int streams,
        double failureRatio,
        int window,
        Duration openTime,
        int retries,
        double retryRatio,
        Duration firstByte,
        Duration total) {

    /** The gateway's own; fails for settings that are out of range. */
    public static GuardLimits of(GuardConfig config, WorkspaceConfig workspace) {
        int rate = config.rate().orElse(0);
        return new GuardLimits(
                        rate,
                        config.burst().orElse(rate),
                        config.concurrency(),
                        config.streams(),
                        config.failureRatio(),
                        config.window(),
                        config.openTime(),
                        config.retries(),
                        config.retryRatio(),
                        workspace.firstByteTimeout(),
                        config.totalTimeout())
                .checked();
    }

    /** These, but for what others say. */
    public GuardLimits with(OwnLimits own) {
        int ownRate = or(own.rate(), rate);
        // A burst is measured by its rate: another rate has another burst.
        int ownBurst = or(own.burst(), own.rate() == null ? burst : ownRate);
        return new GuardLimits(
                ownRate,
                ownBurst,
                or(own.concurrency(), concurrency),
                or(own.streams(), streams),
                or(own.failureRatio(), failureRatio),
                or(own.window(), window),
                seconds(own.openTimeSeconds(), openTime),
                or(own.retries(), retries),
                or(own.retryRatio(), retryRatio),
                seconds(own.firstByteTimeoutSeconds(), firstByte),
                seconds(own.totalTimeoutSeconds(), total));
    }

    private GuardLimits checked() {
        LimitRange.RATE.require(rate == 0 ? 1 : rate);
        LimitRange.BURST.require(rate == 0 ? 1 : burst);
        LimitRange.CONCURRENCY.require(concurrency);
        LimitRange.STREAMS.require(streams);
        LimitRange.FAILURE_RATIO.require(failureRatio);
        LimitRange.WINDOW.require(window);
        LimitRange.OPEN_TIME.require(openTime.toMillis() / 1000.0);
        LimitRange.RETRIES.require(retries);
        LimitRange.RETRY_RATIO.require(retryRatio);
        LimitRange.FIRST_BYTE_TIMEOUT.require(firstByte.toMillis() / 1000.0);
        LimitRange.TOTAL_TIMEOUT.require(total.toMillis() / 1000.0);
        return this;
    }

    private static <T> T or(@Nullable T own, T inherited) {
        return own == null ? inherited : own;
    }

    private static Duration seconds(@Nullable Integer own, Duration inherited) {
        return own == null ? inherited : Duration.ofSeconds(own);
    }
}
