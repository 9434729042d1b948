package dev.sluice.sandbox.faults;

import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * A fault and where it strikes.
 *
 * @param method HTTP verb, or "*"
 * @param path glob on the path without query: {@code *} within a segment, {@code **} across segments
 */
public record FaultRule(long id, String method, String path, AtomicLong left, Fault fault, Pattern pattern) {
    static FaultRule of(long id, String method, String path, long times, Fault fault) {
        String regex = Pattern.quote(path)
                .replace("**", "\\E.\u0000\\Q")
                .replace("*", "\\E[^/]*\\Q")
                .replace("\u0000", "*");
        return new FaultRule(id, method, path, new AtomicLong(times), fault, Pattern.compile(regex));
    }

    /** Whether this rule strikes the request; uses one of its times if so. */
    boolean strikes(String requestMethod, String requestPath) {
        boolean fits = (method.equals("*") || method.equals(requestMethod))
                && pattern.matcher(requestPath).matches();
        return fits && left.getAndUpdate(times -> Math.max(0, times - 1)) > 0;
    }
}
