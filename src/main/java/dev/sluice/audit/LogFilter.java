package dev.sluice.audit;

import dev.sluice.audit.CallOrigin.Source;
import dev.sluice.audit.ToolCallLog.Status;
import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What records can be chosen by. */
public enum LogFilter {
    STATUS(Arrays.stream(Status.values()).map(Status::label).toList()),
    SOURCE(Arrays.stream(Source.values()).map(Source::name).toList()),
    PROVIDER(List.of()),
    TOOL_NAME(List.of()),
    CONNECTION_ID(List.of()),
    /** A part of the name, in any case. */
    CONNECTION_NAME(List.of()),
    CONNECTED_ACCOUNT_ID(List.of()),
    IDENTIFIER(List.of()),
    AGENT_RUN_ID(List.of());

    private static final int MOST_VALUES = 50;

    private final List<String> known;

    LogFilter(List<String> known) {
        this.known = known;
    }

    /** The name of the request's parameter. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    void check(List<String> values) {
        if (values.size() > MOST_VALUES) {
            throw refused("The filter " + label() + " has too many values.", "Give at most " + MOST_VALUES + ".");
        }
        if (!known.isEmpty() && !known.containsAll(values)) {
            throw refused(
                    "The filter " + label() + " has a value that no record can have.",
                    "Choose from " + String.join(", ", known) + ".");
        }
        if (values.stream().anyMatch(value -> value.indexOf('\0') >= 0)) {
            throw refused("The filter " + label() + " has a character that is never stored.", "Remove U+0000.");
        }
    }

    private RuntimeException refused(String detail, String hint) {
        return Fault.of(FaultCode.INVALID_REQUEST, detail, hint)
                .at("/" + label())
                .asException();
    }
}
