package dev.sluice.sandbox.sql.cell;

import dev.sluice.sandbox.sql.type.Kind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;

/** ISO timestamps with three fraction digits (microseconds are cut); with the session's offset unless they are NTZ. */
final class TimestampText implements CellText {
    private static final long DAY_MILLIS = 86_400_000L;

    private final boolean zoned;
    private final ZoneRules rules;

    TimestampText(Kind kind, ZoneId zone) {
        this.zoned = kind == Kind.TIMESTAMP;
        this.rules = zone.getRules();
    }

    /** The driver gives both kinds of timestamp as microseconds since 1970. */
    @Override
    public boolean write(ResultSet row, int column, Bytes out) throws SQLException {
        long micros = row.getLong(column);
        if (row.wasNull()) {
            return false;
        }
        write(Math.floorDiv(micros, 1000), out);
        return true;
    }

    void write(long millis, Bytes out) {
        ZoneOffset offset = zoned ? offset(millis) : ZoneOffset.UTC;
        long local = millis + offset.getTotalSeconds() * 1000L;
        date(Math.floorDiv(local, DAY_MILLIS), out);
        long time = Math.floorMod(local, DAY_MILLIS);
        out.add('T');
        out.digits(time / 3_600_000, 2);
        out.add(':');
        out.digits(time / 60_000 % 60, 2);
        out.add(':');
        out.digits(time / 1000 % 60, 2);
        out.add('.');
        out.digits(time % 1000, 3);
        if (zoned) {
            out.ascii(offset.getId());
        }
    }

    /** {@code 2024-01-02}, from days since 1970. */
    static void date(long epochDay, Bytes out) {
        LocalDate date = LocalDate.ofEpochDay(epochDay);
        if (date.getYear() < 0 || date.getYear() > 9999) {
            out.ascii(date.toString());
            return;
        }
        out.digits(date.getYear(), 4);
        out.add('-');
        out.digits(date.getMonthValue(), 2);
        out.add('-');
        out.digits(date.getDayOfMonth(), 2);
    }

    private ZoneOffset offset(long millis) {
        return rules.isFixedOffset() ? rules.getOffset(Instant.EPOCH) : rules.getOffset(Instant.ofEpochMilli(millis));
    }
}
