package dev.sluice.audit;

import org.jspecify.annotations.Nullable;

/** The connected account that a call went to; one that was not found, as far as the caller named it. */
public record CallTarget(
        @Nullable String accountId,
        @Nullable String connectionId,
        @Nullable String connectionName,
        @Nullable String identifier) {
    private static final int LONGEST = 100;

    public CallTarget {
        accountId = Texts.kept(accountId, LONGEST);
        connectionId = Texts.kept(connectionId, LONGEST);
        connectionName = Texts.kept(connectionName, LONGEST);
        identifier = Texts.kept(identifier, LONGEST);
    }

    /** As a caller named it, whatever it is. */
    public static CallTarget named(
            @Nullable String accountId, @Nullable String connectionName, @Nullable String identifier) {
        return new CallTarget(accountId, null, connectionName, identifier);
    }
}
