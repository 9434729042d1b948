package dev.sluice.sandbox.sql;

/**
 * The data that a workspace is opened with. Each has one catalog with the same schemas and tables ({@code sales},
 * {@code flights}, {@code hr}, {@code vault}, and the empty {@code default} and {@code scratch}) and no row in common.
 * All of it belongs to {@link #owner}; nobody else may use any of it until that is granted.
 */
public enum Dataset {
    /** Catalog {@code main}: the first 2,000,000 flights of 2001 and the sales of one company. */
    ACME("main", "admin@acme.example", 1, 2_000_000, 412),
    /** Catalog {@code globex}: the next 1,000,000 flights and the sales of another. */
    GLOBEX("globex", "admin@globex.example", 2_000_001, 3_000_000, 7529);

    private final String catalog;
    private final String owner;
    private final long firstFlight;
    private final long lastFlight;
    private final long seed;

    Dataset(String catalog, String owner, long firstFlight, long lastFlight, long seed) {
        this.catalog = catalog;
        this.owner = owner;
        this.firstFlight = firstFlight;
        this.lastFlight = lastFlight;
        this.seed = seed;
    }

    /** The name of its catalog, also the default one of its sessions. */
    public String catalog() {
        return catalog;
    }

    /** The principal that owns the catalog and so may do everything. */
    public String owner() {
        return owner;
    }

    long firstFlight() {
        return firstFlight;
    }

    long lastFlight() {
        return lastFlight;
    }

    /** What the generated rows differ by. */
    long seed() {
        return seed;
    }
}
