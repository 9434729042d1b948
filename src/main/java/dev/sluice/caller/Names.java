package dev.sluice.caller;

import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;

/** The names that people give to environments, clients and keys. */
final class Names {
    private static final int LONGEST = 100;

    private Names() {}

    static String checked(String name) {
        if (name.isBlank() || name.length() > LONGEST || name.chars().anyMatch(Character::isISOControl)) {
            throw Fault.of(FaultCode.INVALID_REQUEST, "The name is not usable", "Give 1 to 100 printable characters")
                    .at("/name")
                    .asException();
        }
        return name.strip();
    }
}
