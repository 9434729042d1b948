package dev.sluice.guard;

import dev.sluice.id.AccountId;
import java.util.ArrayDeque;
import java.util.Deque;

/** What one account has of a turnstile: permits, and a queue. Guarded by the turnstile. */
final class Share {
    final AccountId account;
    final Deque<Waiter> waiters = new ArrayDeque<>();
    int inFlight;

    Share(AccountId account) {
        this.account = account;
    }

    boolean isUnused() {
        return inFlight == 0 && waiters.isEmpty();
    }
}
