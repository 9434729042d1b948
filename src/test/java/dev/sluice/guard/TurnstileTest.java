package dev.sluice.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.id.AccountId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TurnstileTest {
    private static final AccountId GREEDY = new AccountId("ca_greedy");
    private static final AccountId MODEST = new AccountId("ca_modest");

    @Test
    void oneAccountHoldsAtMostThreeQuartersOfWhatIsShared() {
        Turnstile turnstile = new Turnstile(() -> 8, 100, true);

        for (int i = 0; i < 6; i++) {
            assertThat(turnstile.tryEnter(GREEDY)).isNotNull();
        }
        assertThat(turnstile.tryEnter(GREEDY)).isNull();
        assertThat(turnstile.tryEnter(MODEST)).isNotNull();
    }

    @Test
    void anAccountOfItsOwnHasAll() {
        Turnstile turnstile = new Turnstile(() -> 8, 100, false);

        for (int i = 0; i < 8; i++) {
            assertThat(turnstile.tryEnter(GREEDY)).isNotNull();
        }
        assertThat(turnstile.tryEnter(GREEDY)).isNull();
    }

    @Test
    void oneAccountFillsAtMostHalfOfTheQueue() {
        Turnstile turnstile = new Turnstile(() -> 0, 10, true);

        assertThat(enqueue(turnstile, GREEDY, 20)).isEqualTo(5);
        assertThat(enqueue(turnstile, MODEST, 20)).isEqualTo(5);
        assertThat(enqueue(turnstile, new AccountId("ca_third"), 20)).isZero();
        assertThat(turnstile.queued()).isEqualTo(10);
    }

    @Test
    void whoeverIsPutBackIsNextAgain() {
        Turnstile turnstile = new Turnstile(() -> 4, 100, true);
        Waiter first = waiter(GREEDY);
        turnstile.enqueue(first);
        enqueue(turnstile, GREEDY, 3);
        enqueue(turnstile, MODEST, 3);

        Waiter served = turnstile.next();
        assertThat(served).isSameAs(first);
        turnstile.putBack(first, first.permit());

        assertThat(turnstile.inFlight()).isZero();
        assertThat(turnstile.queued()).isEqualTo(7);
        assertThat(turnstile.next()).isSameAs(first);
    }

    /** Against a model that looks through all that it knows at each step. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void servesAsANaiveModelDoesWhateverHappens(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int permits = 1 + random.nextInt(12);
        boolean shared = random.nextBoolean();
        Turnstile turnstile = new Turnstile(() -> permits, 20, shared);
        Model model = new Model(permits, 20, shared);
        List<AccountId> accounts =
                List.of(new AccountId("ca_1"), new AccountId("ca_2"), new AccountId("ca_3"), new AccountId("ca_4"));
        List<Share> held = new ArrayList<>();
        List<Waiter> queued = new ArrayList<>();

        for (int step = 0; step < 20_000; step++) {
            AccountId account = accounts.get(Math.min(random.nextInt(8), 3));
            switch (random.nextInt(5)) {
                case 0, 1 -> {
                    Share share = turnstile.tryEnter(account);
                    assertThat(share != null).isEqualTo(model.mayEnter(account));
                    if (share != null) {
                        model.take(account);
                        held.add(share);
                    } else {
                        Waiter waiter = waiter(account);
                        assertThat(turnstile.enqueue(waiter)).isEqualTo(model.enqueue(waiter));
                        queued.add(waiter);
                    }
                }
                case 2, 3 -> {
                    if (!held.isEmpty()) {
                        Share share = held.remove(random.nextInt(held.size()));
                        turnstile.exit(share);
                        model.exit(share.account);
                    }
                }
                default -> {
                    if (!queued.isEmpty()) {
                        Waiter waiter = queued.remove(random.nextInt(queued.size()));
                        assertThat(turnstile.leave(waiter)).isEqualTo(model.leave(waiter));
                    }
                }
            }
            for (Waiter next = turnstile.next(); ; next = turnstile.next()) {
                assertThat(next).isSameAs(model.next());
                if (next == null) {
                    break;
                }
                held.add(next.permit());
            }
            assertThat(turnstile.inFlight()).isEqualTo(model.inFlight());
            assertThat(turnstile.queued()).isEqualTo(model.waiting.size());
        }
        held.forEach(turnstile::exit);
        while (turnstile.queued() > 0) {
            turnstile.exit(Objects.requireNonNull(turnstile.next()).permit());
        }
        assertThat(turnstile.inFlight()).isZero();
    }

    private static int enqueue(Turnstile turnstile, AccountId account, int tries) {
        int taken = 0;
        for (int i = 0; i < tries; i++) {
            taken += turnstile.enqueue(waiter(account)) ? 1 : 0;
        }
        return taken;
    }

    private static Waiter waiter(AccountId account) {
        return new Waiter(account, state -> {});
    }

    private static final class Model {
        final List<Waiter> waiting = new ArrayList<>();
        private final Map<AccountId, Integer> inFlight = new HashMap<>();
        private final Map<AccountId, Integer> turns = new HashMap<>();
        private final int permits;
        private final int queue;
        private final boolean shared;
        private int turn;

        Model(int permits, int queue, boolean shared) {
            this.permits = permits;
            this.queue = queue;
            this.shared = shared;
        }

        boolean mayEnter(AccountId account) {
            return inFlight() < permits && of(account) < most() && waitingOf(account) == 0;
        }

        boolean enqueue(Waiter waiter) {
            if (waiting.size() >= queue || waitingOf(waiter.account()) >= (shared ? queue / 2 : queue)) {
                return false;
            }
            if (waitingOf(waiter.account()) == 0) {
                turns.put(waiter.account(), ++turn);
            }
            return waiting.add(waiter);
        }

        boolean leave(Waiter waiter) {
            return waiting.remove(waiter);
        }

        @Nullable
        Waiter next() {
            AccountId account = waiting.stream()
                    .map(Waiter::account)
                    .distinct()
                    .filter(each -> inFlight() < permits && of(each) < most())
                    .min(Comparator.<AccountId>comparingInt(this::of).thenComparing(turns::get))
                    .orElse(null);
            if (account == null) {
                return null;
            }
            Waiter first = waiting.stream()
                    .filter(each -> each.account().equals(account))
                    .findFirst()
                    .orElseThrow();
            waiting.remove(first);
            turns.put(account, ++turn);
            take(account);
            return first;
        }

        void take(AccountId account) {
            inFlight.merge(account, 1, Integer::sum);
        }

        void exit(AccountId account) {
            inFlight.merge(account, -1, Integer::sum);
        }

        int inFlight() {
            return inFlight.values().stream().mapToInt(Integer::intValue).sum();
        }

        private int of(AccountId account) {
            return inFlight.getOrDefault(account, 0);
        }

        private long waitingOf(AccountId account) {
            return waiting.stream()
                    .filter(each -> each.account().equals(account))
                    .count();
        }

        private int most() {
            return shared ? Math.max(1, permits * 3 / 4) : permits;
        }
    }
}
