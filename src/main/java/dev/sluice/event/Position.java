package dev.sluice.event;

import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A place in the order of events.
 *
 * @param tx the transaction that wrote the event before it
 * @param seq the number of the event before it
 */
record Position(long tx, long seq) implements Comparable<Position> {
    static final Position START = new Position(0, 0);

    private static final Comparator<Position> ORDER =
            Comparator.comparingLong(Position::tx).thenComparingLong(Position::seq);
    private static final Pattern TEXT = Pattern.compile("(\\d{1,18})\\.(\\d{1,18})");

    /** Before all events of a transaction and of those that come after it. */
    static Position before(long tx) {
        return new Position(tx, 0);
    }

    @Override
    public int compareTo(Position other) {
        return ORDER.compare(this, other);
    }

    /** The place that a cursor means; the start if there is none. */
    static Position parse(@Nullable String cursor) {
        if (cursor == null || cursor.isEmpty()) {
            return START;
        }
        try {
            Matcher text = TEXT.matcher(new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII));
            if (text.matches()) {
                return new Position(Long.parseLong(text.group(1)), Long.parseLong(text.group(2)));
            }
        } catch (IllegalArgumentException notBase64) {
            // Told below, as any other cursor that is not ours.
        }
        throw Fault.of(FaultCode.INVALID_REQUEST, "The cursor is not one of ours", "Give next as it came")
                .at("/after")
                .asException();
    }

    String cursor() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((tx + "." + seq).getBytes(StandardCharsets.US_ASCII));
    }
}
