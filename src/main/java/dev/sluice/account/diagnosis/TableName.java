package dev.sluice.account.diagnosis;

import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A table's full name. Names are stored in lower case, so that {@code Main.Sales.Orders} is found too. */
record TableName(String catalog, String schema, String name) {
    private static final String PART = "(?:`([^`]{1,255})`|([^`.]{1,255}))";
    private static final Pattern FULL = Pattern.compile(PART + "\\." + PART + "\\." + PART);

    /** Reads {@code catalog.schema.table}, each part in back-ticks or not; {@code INVALID_REQUEST} for anything else. */
    static TableName parse(String text) {
        Matcher parts = FULL.matcher(text.strip());
        if (!parts.matches()) {
            throw Fault.of(
                            FaultCode.INVALID_REQUEST,
                            "The table is not named by three parts.",
                            "Give catalog.schema.table, with back-ticks around parts that have a dot.")
                    .at("/table")
                    .asException();
        }
        return new TableName(part(parts, 1), part(parts, 3), part(parts, 5));
    }

    private static String part(Matcher parts, int first) {
        return (parts.group(first) == null ? parts.group(first + 1) : parts.group(first))
                .toLowerCase(java.util.Locale.ROOT);
    }

    /** As SQL quotes it. */
    @Override
    public String toString() {
        return "`" + catalog + "`.`" + schema + "`.`" + name + "`";
    }
}
