package dev.sluice.token;

import dev.sluice.fault.Fault;
import org.jspecify.annotations.Nullable;

/**
 * What the replicas know together of one principal's token.
 *
 * @param claimed whether the next mint is this replica's to make
 * @param superseded whether newer credentials are in use, so that nothing is shared of these
 * @param generation of the latest mint for the account
 * @param token its token, if it is this principal's and may still be sent
 * @param setback the last mint's failure; none after a success
 * @param mintedElsewhere whether another replica mints now
 */
record SharedToken(
        boolean claimed,
        boolean superseded,
        long generation,
        @Nullable AccessToken token,
        @Nullable Setback setback,
        boolean mintedElsewhere) {
    /** Nobody has minted yet, and nobody does. */
    static final SharedToken NONE = new SharedToken(false, false, 0, null, null, false);

    /**
     * A failed mint.
     *
     * @param retryAt until when nobody tries again, on the monotonic clock
     * @param failures in a row
     */
    record Setback(Fault fault, long retryAt, int failures) {
        boolean isOver(long now) {
            return now - retryAt >= 0;
        }
    }
}
