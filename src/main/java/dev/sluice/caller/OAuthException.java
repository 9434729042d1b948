package dev.sluice.caller;

import java.io.Serial;

/** A refusal of the token endpoint, as RFC 6749 §5.2 tells it. */
public final class OAuthException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String error;

    public OAuthException(String error, String description) {
        super(description, null, false, false);
        this.error = error;
    }

    /** The code of RFC 6749, such as {@code invalid_client}. */
    public String error() {
        return error;
    }

    /** What to tell the client's developer. */
    public String description() {
        return String.valueOf(getMessage());
    }
}
