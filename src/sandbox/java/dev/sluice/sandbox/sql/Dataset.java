package dev.sluice.sandbox.sql;

/**
 * The data that a workspace is opened with. Each has one catalog of its own with the schemas {@code sales},
 * {@code flights}, {@code hr} and {@code scratch}; no row is the same in both.
 */
public enum Dataset {
    /** Catalog {@code main}: the flights of January to April 2001 (2,000,000 rows). */
    ACME("main", 1, 2_000_000, 20_010_412L),
    /** Catalog {@code globex}: the flights of May and June 2001 (1,000,000 rows). */
    GLOBEX("globex", 2_000_001, 3_000_000, 77_003_529L);

    private final String catalog;
    private final long firstFlight;
    private final long lastFlight;
    private final long seed;

    Dataset(String catalog, long firstFlight, long lastFlight, long seed) {
        this.catalog = catalog;
        this.firstFlight = firstFlight;
        this.lastFlight = lastFlight;
        this.seed = seed;
    }

    /** The name of its catalog, also the default one of its sessions. */
    public String catalog() {
        return catalog;
    }

    long firstFlight() {
        return firstFlight;
    }

    long lastFlight() {
        return lastFlight;
    }

    long seed() {
        return seed;
    }
}
