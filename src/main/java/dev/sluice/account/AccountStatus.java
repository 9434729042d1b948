package dev.sluice.account;

import java.util.EnumSet;
import java.util.Set;

/** The state of a connected account, and what may follow it. */
public enum AccountStatus {
    /** No credentials yet. */
    PENDING_AUTH,
    /** Calls go through. */
    ACTIVE,
    /** The credentials have run out. */
    EXPIRED,
    /** The workspace refused the credentials. */
    REVOKED,
    /** We or the caller switched it off. */
    DISCONNECTED;

    /** Whether the machine has this step. New credentials take an account to {@code ACTIVE} from everywhere. */
    public boolean canBecome(AccountStatus next) {
        return followers().contains(next);
    }

    private Set<AccountStatus> followers() {
        return switch (this) {
            case PENDING_AUTH, EXPIRED, REVOKED -> EnumSet.of(ACTIVE, DISCONNECTED);
            case ACTIVE -> EnumSet.of(ACTIVE, EXPIRED, REVOKED, DISCONNECTED);
            case DISCONNECTED -> EnumSet.of(ACTIVE, PENDING_AUTH);
        };
    }
}
