package dev.sluice.guard.cluster;

import java.time.Duration;

/**
 * What the replicas' common bucket says to one call.
 *
 * @param granted whether the call may go
 * @param remaining how many may still come now
 * @param resetsIn until the bucket is full
 * @param nextIn until the next may come; zero if granted
 */
public record ClusterVerdict(boolean granted, long remaining, Duration resetsIn, Duration nextIn) {}
