package dev.sluice.guard.limit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which limits there are, by their names in JSON, and between which values they make sense. */
public enum LimitRange {
    RATE("rate", 1, 1_000_000),
    BURST("burst", 1, 1_000_000),
    CONCURRENCY("concurrency", 1, 100_000),
    STREAMS("streams", 1, 1_000_000),
    FAILURE_RATIO("failure_ratio", 0.01, 1),
    WINDOW("window", 1, 10_000),
    OPEN_TIME("open_time_seconds", 1, 3600),
    RETRIES("retries", 0, 5),
    RETRY_RATIO("retry_ratio", 0, 1),
    FIRST_BYTE_TIMEOUT("first_byte_timeout_seconds", 1, 3600),
    TOTAL_TIMEOUT("total_timeout_seconds", 1, 86_400);

    private final String label;
    private final double least;
    private final double most;

    LimitRange(String label, double least, double most) {
        this.label = label;
        this.least = least;
        this.most = most;
    }

    /** The limit's name in JSON. */
    public String label() {
        return label;
    }

    /** The limit of this name, which a caller gave. */
    static LimitRange named(String label, String pointer) {
        for (LimitRange limit : values()) {
            if (limit.label.equals(label)) {
                return limit;
            }
        }
        throw Fault.of(
                        FaultCode.INVALID_REQUEST,
                        "There is a limit that is not known.",
                        "The limits are "
                                + Arrays.stream(values()).map(LimitRange::label).collect(Collectors.joining(", "))
                                + ".")
                .at(pointer)
                .asException();
    }

    /** A caller's value, of the type that the limit has. */
    Number number(JsonNode value, String pointer) {
        if (isRatio() && value.isNumber()) {
            return value.doubleValue();
        }
        if (value.isIntegralNumber() && value.canConvertToInt()) {
            return value.intValue();
        }
        throw Fault.of(FaultCode.INVALID_REQUEST, "The limit " + label + " has the wrong type.", "Give " + range())
                .at(pointer + "/" + label)
                .asException();
    }

    private boolean isRatio() {
        return this == FAILURE_RATIO || this == RETRY_RATIO;
    }

    /** Refuses a caller's value that is out of range. */
    void check(@Nullable Number value, String pointer) {
        if (value != null && !fits(value.doubleValue())) {
            throw Fault.of(FaultCode.INVALID_REQUEST, "The limit " + label + " is out of range.", "Give " + range())
                    .at(pointer + "/" + label)
                    .asException();
        }
    }

    /** Refuses a caller's value that is more than the gateway can serve. */
    void checkAtMost(@Nullable Integer value, int limit, String pointer) {
        if (value != null && value > limit) {
            throw Fault.of(
                            FaultCode.INVALID_REQUEST,
                            "The limit " + label + " is more than the gateway's connections to a workspace.",
                            "Give at most " + limit + "; the operator sets sluice.workspace.max-connections.")
                    .at(pointer + "/" + label)
                    .asException();
        }
    }

    /** Refuses an operator's value that is out of range. */
    void require(double value) {
        if (!fits(value)) {
            throw new IllegalArgumentException("The setting sluice.guard."
                    + label.replace('_', '-').replace("-seconds", "") + " is out of range: " + range());
        }
    }

    private boolean fits(double value) {
        return value >= least && value <= most;
    }

    private String range() {
        return plain(least) + " to " + plain(most);
    }

    private static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }
}
