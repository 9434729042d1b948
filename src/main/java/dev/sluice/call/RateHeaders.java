package dev.sluice.call;

import dev.sluice.guard.LimitState;
import java.util.function.BiConsumer;

/**
 * Tells a caller of the rate limit that its call counts for (draft-ietf-httpapi-ratelimit-headers-10): {@code
 * RateLimit-Policy} and {@code RateLimit}, for whatever answer the call gets.
 */
final class RateHeaders {
    private RateHeaders() {}

    static void tell(LimitState state, BiConsumer<String, String> headers) {
        long window = Math.max(1, state.window().plusMillis(999).toSeconds());
        headers.accept("RateLimit-Policy", "\"workspace\";q=" + state.quota() + ";w=" + window);
        headers.accept(
                "RateLimit",
                "\"workspace\";r=" + state.remaining() + ";t="
                        + state.resetsIn().plusMillis(999).toSeconds());
    }
}
