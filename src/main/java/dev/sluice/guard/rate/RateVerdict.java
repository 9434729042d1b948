package dev.sluice.guard.rate;

import java.time.Duration;

/**
 * What a rate limiter says to one call.
 *
 * @param granted whether the call may go
 * @param limit how many may come at once
 * @param remaining how many may still come now
 * @param resetsIn until as many as {@code limit} may come again
 * @param nextIn until the next may come; zero if granted
 */
public record RateVerdict(boolean granted, long limit, long remaining, Duration resetsIn, Duration nextIn) {}
