package dev.sluice.face.grpc;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The header {@code grpc-timeout}: at most eight digits and a unit (gRPC over HTTP/2). */
final class GrpcTimeout {
    private static final Pattern FORM = Pattern.compile("(\\d{1,8})([HMSmun])");

    private GrpcTimeout() {}

    /** How long the caller waits; null where it did not say, or not so that it can be read. */
    static @Nullable Duration read(@Nullable String header) {
        if (header == null) {
            return null;
        }
        Matcher match = FORM.matcher(header);
        return match.matches()
                ? Duration.of(
                        Long.parseLong(match.group(1)), unit(match.group(2).charAt(0)))
                : null;
    }

    private static ChronoUnit unit(char letter) {
        return switch (letter) {
            case 'H' -> ChronoUnit.HOURS;
            case 'M' -> ChronoUnit.MINUTES;
            case 'S' -> ChronoUnit.SECONDS;
            case 'm' -> ChronoUnit.MILLIS;
            case 'u' -> ChronoUnit.MICROS;
            default -> ChronoUnit.NANOS;
        };
    }
}
