package dev.sluice.statement;

import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import java.util.regex.Pattern;

/** An id as a segment of a path: letters, digits and hyphens; anything else might climb to another path, encoded or not. */
final class IdSegment {
    private static final Pattern ID = Pattern.compile("[0-9A-Za-z_-]{1,128}");

    private IdSegment() {}

    /** The id; {@code INVALID_REQUEST} for what is none. */
    static String checked(String id, String name) {
        if (!ID.matcher(id).matches()) {
            throw Fault.of(
                            FaultCode.INVALID_REQUEST,
                            name + " is not an id.",
                            "Give the " + name + " as the workspace told it.")
                    .at("/" + name)
                    .asException();
        }
        return id;
    }
}
