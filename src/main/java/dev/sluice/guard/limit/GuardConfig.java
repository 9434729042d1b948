package dev.sluice.guard.limit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * What a workspace may bear, as long as neither connection nor account says otherwise. The time-outs of a connection and
 * of the first byte are {@code sluice.workspace}'s, since mints have them too.
 */
@ConfigMapping(prefix = "sluice.guard")
public interface GuardConfig {
    /** Calls a second to one workspace; not limited if absent. */
    OptionalInt rate();

    /** Calls that may come at once before the rate counts; as many as the rate if absent. */
    OptionalInt burst();

    /** Calls in flight to one workspace. */
    @WithDefault("256")
    int concurrency();

    /** Open streams of one workspace. */
    @WithDefault("8192")
    int streams();

    /** The share of failed requests, of the last {@link #window()}, that opens the circuit breaker. */
    @WithDefault("0.5")
    double failureRatio();

    /** How many requests the circuit breaker looks back. */
    @WithDefault("20")
    int window();

    /** How long an open circuit breaker holds calls back before it tries one. */
    @WithDefault("5s")
    Duration openTime();

    /** How often a request is sent again at most, where that is safe. */
    @WithDefault("2")
    int retries();

    /** The share of requests that may be retries, beyond a reserve of 10. */
    @WithDefault("0.2")
    double retryRatio();

    /** Time for one request with its retries and its whole answer; a statement's own wait is added to it. */
    @WithDefault("180s")
    Duration totalTimeout();

    /** How long a call waits for its turn before it is refused. */
    @WithDefault("2s")
    Duration longestWait();

    /** How many calls wait for their turn at one workspace. */
    @WithDefault("1024")
    int longestQueue();
}
