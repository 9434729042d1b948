package dev.sluice.event.webhook;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How one try of a delivery ended.
 *
 * @param status the receiver's, if it answered
 * @param error why not, if it did not
 */
record Outcome(@Nullable Integer status, @Nullable Error error) {
    /** Why a receiver did not answer. */
    enum Error {
        /** Its secret does not open: a vault key is missing. */
        NOT_SIGNED(true),
        /** The gateway had too many names to look up. */
        BUSY(true),
        /** The URL may not be delivered to any more. */
        FORBIDDEN_URL,
        /** Its name stands for an address that is not public. */
        FORBIDDEN_ADDRESS,
        NAME_NOT_RESOLVED,
        NOT_CONNECTED,
        TLS_FAILED,
        TIMED_OUT,
        /** The connection broke before the answer's head. */
        CONNECTION_LOST;

        private final boolean ours;

        Error() {
            this(false);
        }

        Error(boolean ours) {
            this.ours = ours;
        }

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Outcome answered(int status) {
        return new Outcome(status, null);
    }

    static Outcome failed(Error error) {
        return new Outcome(null, error);
    }

    boolean delivered() {
        return status != null && status / 100 == 2;
    }

    /** The receiver wants no more. */
    boolean gone() {
        return status != null && status == 410;
    }

    /** The receiver was not asked, which is no fault of its own. */
    boolean ours() {
        return error != null && error.ours;
    }

    /** For metrics: few words, none of them the receiver's. */
    String label() {
        if (delivered()) {
            return "delivered";
        }
        return error == null ? "refused" : error.label();
    }
}
