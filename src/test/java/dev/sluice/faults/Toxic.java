package dev.sluice.faults;

import java.time.Duration;

/** What a {@link FaultProxy} does to connections, or to the bytes that come back from a workspace. */
sealed interface Toxic {
    /** Passes everything on. */
    record None() implements Toxic {}

    /** Refuses connections, and breaks those that are open. */
    record Refuse() implements Toxic {}

    /** Listens but completes no connection: the peer's SYN goes unanswered. Breaks connections that are open. */
    record Deaf() implements Toxic {}

    /** Accepts, reads and never answers; open connections fall silent too. */
    record BlackHole() implements Toxic {}

    /** Passes each read on late, by a time and up to as much again by chance. */
    record Latency(Duration least, Duration jitter) implements Toxic {}

    /** Passes so many bytes on each interval. */
    record Drip(int bytes, Duration every) implements Toxic {}

    /** Breaks each connection by a TCP reset after so many bytes. */
    record ResetAfter(long bytes) implements Toxic {}

    /** Falls silent on each connection after so many bytes, and keeps it open. */
    record StallAfter(long bytes) implements Toxic {}

    /** Passes bytes on in pieces of 1 up to so many bytes, each a write of its own. */
    record Slices(int most) implements Toxic {}
}
