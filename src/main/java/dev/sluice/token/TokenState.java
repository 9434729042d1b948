package dev.sluice.token;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the replicas share of an account's token, for people: without the token.
 *
 * @param credentialVersion the credentials that it is of
 * @param mintedAt when the token was minted; null with its other times if there is none
 * @param renewAt when it is renewed, if the account is used till then
 * @param lastError the last mint's failure; none after a success
 * @param nextTryAt until when nobody tries again after a failure
 */
public record TokenState(
        long credentialVersion,
        @Nullable Instant mintedAt,
        @Nullable Instant expiresAt,
        @Nullable Instant renewAt,
        @Nullable LastError lastError,
        @Nullable Instant nextTryAt) {
    /**
     * A failure.
     *
     * @param code of a fault
     * @param detail one sentence, free of secrets
     */
    public record LastError(String code, String detail, Instant at) {}

    static TokenState of(TokenRow row) {
        String code = row.failureCode;
        String detail = row.failureDetail;
        Instant at = row.failedAt;
        return new TokenState(
                row.credentialVersion,
                row.mintedAt,
                row.expiresAt,
                row.renewAt,
                code == null || detail == null || at == null ? null : new LastError(code, detail, at),
                row.retryAt);
    }
}
