package dev.sluice.account;

import org.jspecify.annotations.Nullable;

/**
 * How a request names a connected account: by id, or by identifier, and where that is ambiguous by connector too.
 *
 * @param connectedAccountId {@code ca_…}
 * @param connector the connection's name
 * @param identifier the caller's own name
 */
public record AccountSelector(
        @Nullable String connectedAccountId,
        @Nullable String connector,
        @Nullable String identifier) {

    /** This selector with empty texts, which some SDKs send for what they leave out, as absent. */
    AccountSelector normalized() {
        return new AccountSelector(
                absentIfEmpty(connectedAccountId), absentIfEmpty(connector), absentIfEmpty(identifier));
    }

    /** The member whose text is no account's: PostgreSQL stores no U+0000. */
    @Nullable
    String unstorable() {
        if (hasNul(connectedAccountId)) {
            return "connected_account_id";
        }
        return hasNul(identifier) ? "identifier" : hasNul(connector) ? "connector" : null;
    }

    private static boolean hasNul(@Nullable String text) {
        return text != null && text.indexOf('\0') >= 0;
    }

    private static @Nullable String absentIfEmpty(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }
}
