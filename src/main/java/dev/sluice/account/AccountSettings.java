package dev.sluice.account;

import dev.sluice.guard.limit.OwnLimits;
import org.jspecify.annotations.Nullable;

/**
 * How an account is to be used. What is null stays as it is.
 *
 * @param startWarehouse whether a statement may start a stopped warehouse without being told to; not, at first
 * @param limits the account's own limits, all of them
 */
public record AccountSettings(
        @Nullable Boolean startWarehouse, @Nullable OwnLimits limits) {
    /** Nothing to change. */
    public static final AccountSettings UNCHANGED = new AccountSettings(null, null);

    /** Whether there is nothing to change. */
    public boolean isEmpty() {
        return startWarehouse == null && limits == null;
    }
}
