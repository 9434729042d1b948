package dev.sluice.sandbox.sql.cell;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * DuckDB's one interval type, shown as one of Databricks' two. Its text {@code 1 year 2 months 3 days 02:00:00} tells
 * which: with days or a time in it, it is a day-time interval.
 */
public final class IntervalText {
    public static final String YEAR_TO_MONTH = "YEAR TO MONTH";
    public static final String DAY_TO_SECOND = "DAY TO SECOND";

    private static final Pattern PART = Pattern.compile("(-?\\d+) (year|month|day)s?|(-?)(\\d{2,}):(\\d{2}):([\\d.]+)");

    private IntervalText() {}

    static byte[] of(byte[] duckText) {
        return of(new String(duckText, StandardCharsets.US_ASCII)).getBytes(StandardCharsets.US_ASCII);
    }

    static String of(String duckText) {
        long months = 0;
        long days = 0;
        String time = "00:00:00";
        String sign = "";
        Matcher part = PART.matcher(duckText);
        while (part.find()) {
            if (part.group(4) != null) {
                long hours = Long.parseLong(part.group(4));
                sign = part.group(3);
                days += hours / 24;
                time = "%02d:%s:%s".formatted(hours % 24, part.group(5), part.group(6));
            } else {
                long count = Long.parseLong(part.group(1));
                switch (part.group(2)) {
                    case "year" -> months += 12 * count;
                    case "month" -> months += count;
                    default -> days += count;
                }
            }
        }
        if (qualifier(duckText).equals(YEAR_TO_MONTH)) {
            return "INTERVAL '%s%d-%d' %s"
                    .formatted(months < 0 ? "-" : "", Math.abs(months) / 12, Math.abs(months) % 12, YEAR_TO_MONTH);
        }
        String minus = days < 0 || sign.equals("-") ? "-" : "";
        return "INTERVAL '%s%d %s' %s".formatted(minus, Math.abs(days), time, DAY_TO_SECOND);
    }

    /** Which of the two types a text is of. */
    public static String qualifier(String duckText) {
        return duckText.contains("day") || duckText.contains(":") ? DAY_TO_SECOND : YEAR_TO_MONTH;
    }
}
