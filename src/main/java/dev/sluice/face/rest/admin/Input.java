package dev.sluice.face.rest.admin;

import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.fault.FaultException;
import org.jspecify.annotations.Nullable;

/** Takes what a request must have. */
final class Input {
    private Input() {}

    /** The body, if the request has one. */
    static <T> T body(@Nullable T body) {
        if (body == null) {
            throw refused("", "The request has no body", "Send a JSON object");
        }
        return body;
    }

    /** The member's value, if it is there. */
    static <T> T required(@Nullable T value, String pointer) {
        if (value == null) {
            throw refused(pointer, "A member is missing", "Add " + pointer.substring(1));
        }
        return value;
    }

    /** A whole number of the query, or another where none is given. */
    static int number(@Nullable String text, String name, int otherwise) {
        if (text == null || text.isEmpty()) {
            return otherwise;
        }
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw refused("/" + name, "The parameter " + name + " is not a whole number", "Give digits alone");
        }
    }

    static FaultException refused(String pointer, String detail, String hint) {
        return Fault.of(FaultCode.INVALID_REQUEST, detail, hint).at(pointer).asException();
    }
}
