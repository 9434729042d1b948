package dev.sluice.id;

/** The id of a connected account, {@code ca_…}. */
public record AccountId(String value) {
    public static AccountId next() {
        return new AccountId(SortableId.next("ca_"));
    }

    @Override
    public String toString() {
        return value;
    }
}
