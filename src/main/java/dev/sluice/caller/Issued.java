package dev.sluice.caller;

/** Something new, and its credential in clear, which is shown this once and kept only as a digest. */
public record Issued<T>(T value, String credential) {

    @Override
    public String toString() {
        return "Issued[" + value + ", ***]";
    }
}
