package dev.sluice.id;

/** The id of a connector enabled in an environment, {@code conn_…}. */
public record ConnectionId(String value) {
    public static ConnectionId next() {
        return new ConnectionId(SortableId.next("conn_"));
    }

    @Override
    public String toString() {
        return value;
    }
}
