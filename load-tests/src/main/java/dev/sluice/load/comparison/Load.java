package dev.sluice.load.comparison;

/** Work given to a server, every answer of it checked. */
interface Load {
    /** Work that was done, in its unit, and the seconds that it took. */
    record Work(double units, double seconds) {}

    /** Runs for a few seconds; fails if any answer is not what it should be. */
    Work run();
}
