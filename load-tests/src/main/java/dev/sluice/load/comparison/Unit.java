package dev.sluice.load.comparison;

/** What is counted, and how its cost and its rate are told. */
enum Unit {
    CALL("calls/s", 1, "CPU µs a call", 1e6),
    GIB("MiB/s", 1024, "CPU s a GiB", 1);

    final String rateName;
    final double rateFactor;
    final String costName;
    final double costFactor;

    Unit(String rateName, double rateFactor, String costName, double costFactor) {
        this.rateName = rateName;
        this.rateFactor = rateFactor;
        this.costName = costName;
        this.costFactor = costFactor;
    }
}
