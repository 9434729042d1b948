package dev.sluice.guard;

import dev.sluice.id.AccountId;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Permits of one kind, and who waits for one. First come, first served within an account; between accounts, the one with
 * the fewest permits comes first, in turns where they have as many. It only keeps the books: nothing is called while its
 * lock is held.
 */
final class Turnstile {
    private final IntSupplier permits;
    private final int longestQueue;
    private final boolean shared;
    private final Map<AccountId, Share> shares = new HashMap<>();
    // In the order in which they were served last.
    private final LinkedHashSet<Share> waiting = new LinkedHashSet<>();
    private int inFlight;
    private int queued;

    /** @param shared whether accounts share it, so that none may have it to itself */
    Turnstile(IntSupplier permits, int longestQueue, boolean shared) {
        this.permits = permits;
        this.longestQueue = longestQueue;
        this.shared = shared;
    }

    /** A permit, if there is a free one for this account; null if not. */
    synchronized @Nullable Share tryEnter(AccountId account) {
        Share share = shares.get(account);
        if (inFlight >= permits.getAsInt()) {
            return null;
        }
        if (share == null) {
            share = new Share(account);
            shares.put(account, share);
        } else if (share.inFlight >= mostOfOne() || !share.waiters.isEmpty()) {
            return null;
        }
        take(share);
        return share;
    }

    /** Puts a waiter at the end of its account's queue; false if there is no room. */
    synchronized boolean enqueue(Waiter waiter) {
        Share share = shares.computeIfAbsent(waiter.account(), Share::new);
        if (queued >= longestQueue || share.waiters.size() >= longestQueueOfOne()) {
            forgetUnused(share);
            return false;
        }
        share.waiters.addLast(waiter);
        waiting.add(share);
        queued++;
        return true;
    }

    /** Takes a waiter out of its queue; false if it is in none any more. */
    synchronized boolean leave(Waiter waiter) {
        Share share = shares.get(waiter.account());
        if (share == null || !share.waiters.remove(waiter)) {
            return false;
        }
        queued--;
        forgetIdle(share);
        return true;
    }

    /** The next whose turn it is, out of its queue and with a permit; null if nobody can go. */
    synchronized @Nullable Waiter next() {
        if (waiting.isEmpty() || inFlight >= permits.getAsInt()) {
            return null;
        }
        Share fewest = null;
        int most = mostOfOne();
        for (Share share : waiting) {
            if (share.inFlight < most && (fewest == null || share.inFlight < fewest.inFlight)) {
                fewest = share;
            }
        }
        if (fewest == null) {
            return null;
        }
        Waiter waiter = fewest.waiters.removeFirst();
        waiter.share = fewest;
        queued--;
        waiting.remove(fewest);
        if (!fewest.waiters.isEmpty()) {
            waiting.add(fewest);
        }
        take(fewest);
        return waiter;
    }

    /** Undoes {@link #next}: the waiter is the first of its account again, and its account's turn has not been. */
    synchronized void putBack(Waiter waiter, Share share) {
        share.waiters.addFirst(waiter);
        queued++;
        giveBack(share);
        shares.put(share.account, share);
        waiting.addFirst(share);
    }

    /** Gives a permit back; true if somebody waits for it. */
    synchronized boolean exit(Share share) {
        giveBack(share);
        forgetUnused(share);
        return queued > 0;
    }

    /** Whether an account could not go even if it were its turn. */
    synchronized boolean isFull(AccountId account) {
        Share share = shares.get(account);
        return inFlight >= permits.getAsInt() || (share != null && share.inFlight >= mostOfOne());
    }

    synchronized int inFlight() {
        return inFlight;
    }

    synchronized int queued() {
        return queued;
    }

    private void take(Share share) {
        share.inFlight++;
        inFlight++;
    }

    private void giveBack(Share share) {
        share.inFlight--;
        inFlight--;
    }

    private int mostOfOne() {
        int all = permits.getAsInt();
        return shared ? Math.max(1, (int) (all * 3L / 4)) : all;
    }

    private int longestQueueOfOne() {
        return shared ? Math.max(1, longestQueue / 2) : longestQueue;
    }

    private void forgetIdle(Share share) {
        if (share.waiters.isEmpty()) {
            waiting.remove(share);
        }
        forgetUnused(share);
    }

    private void forgetUnused(Share share) {
        if (share.isUnused()) {
            shares.remove(share.account, share);
        }
    }
}
