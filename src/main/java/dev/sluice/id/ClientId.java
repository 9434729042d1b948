package dev.sluice.id;

/** The id of an API client, {@code cli_…}. */
public record ClientId(String value) {
    public static ClientId next() {
        return new ClientId(SortableId.next("cli_"));
    }

    @Override
    public String toString() {
        return value;
    }
}
