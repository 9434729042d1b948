package dev.sluice.id;

/** The id of one installation's customer-facing boundary, {@code env_…}. */
public record EnvironmentId(String value) {
    public static EnvironmentId next() {
        return new EnvironmentId(SortableId.next("env_"));
    }

    @Override
    public String toString() {
        return value;
    }
}
