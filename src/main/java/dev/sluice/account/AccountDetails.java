package dev.sluice.account;

import dev.sluice.token.TokenState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A connected account, and how its token stands.
 *
 * @param token none before the first mint with the account's present credentials
 */
public record AccountDetails(
        ConnectedAccount account, @Nullable Token token) {
    /**
     * The token's life, without the token.
     *
     * @param mintedAt null, as the other times of the token, where the last mint failed and none is left
     * @param lastError why the last mint failed; none after a success
     * @param nextTryAt until when nobody tries again after a failure
     */
    public record Token(
            @Nullable Instant mintedAt,
            @Nullable Instant expiresAt,
            @Nullable Instant renewAt,
            @Nullable LastError lastError,
            @Nullable Instant nextTryAt) {}

    /**
     * A failed mint.
     *
     * @param code of the fault
     * @param detail one sentence
     */
    public record LastError(String code, String detail, Instant at) {}

    static AccountDetails of(ConnectedAccount account, @Nullable TokenState state) {
        return new AccountDetails(
                account,
                state == null || state.credentialVersion() != account.credentialVersion() ? null : token(state));
    }

    private static Token token(TokenState state) {
        TokenState.LastError error = state.lastError();
        return new Token(
                state.mintedAt(),
                state.expiresAt(),
                state.renewAt(),
                error == null ? null : new LastError(error.code(), error.detail(), error.at()),
                state.nextTryAt());
    }
}
