package dev.sluice.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.demo.JsonApi;
import dev.sluice.demo.Tenant;
import dev.sluice.sandbox.Workspace;
import dev.sluice.sandbox.auth.Principal;
import dev.sluice.sandbox.journal.Ledger.Mint;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Many accounts in use, whose tokens end together. */
class TokenHerdIT {
    // A token is renewed between half and four fifths of its life.
    private static final double EARLIEST = 0.5;
    private static final double WINDOW = 0.3;

    /**
     * A herd.
     *
     * @param firstRound how long the round of calls takes in which each account gets its first token
     * @param round the same of the rounds after it
     * @param life of its tokens
     */
    private record Herd(int accounts, Duration firstRound, Duration round, Duration life) {
        Load start(Cluster cluster, Duration each, LongFunction<Load.Call> calls) {
            return Load.start(cluster.vertx(), (int) (accounts * 1000L / each.toMillis()), calls);
        }
    }

    @Test
    @ExtendWith(SharedCluster.class)
    void threeHundredAccountsAreRenewedOnceEachAndApart(Cluster cluster) {
        watch(
                cluster,
                new Herd(300, Duration.ofSeconds(3), Duration.ofMillis(1_500), Duration.ofSeconds(16)),
                cluster.tenant("herd"));
    }

    @Test
    @Tag("faults-long")
    void tenThousandAccountsAreRenewedOnceEachAndApart() {
        try (Cluster cluster = Cluster.start(0, Path.of("target", "faults", "herd"))) {
            // Compiled as in production: the load is near to what a small machine can do.
            Map<String, String> fast = Map.of(
                    "JDK_JAVA_OPTIONS",
                    "-XX:+UseSerialGC",
                    // Two workspaces stand for thousands here.
                    "SLUICE_GUARD_CONCURRENCY",
                    "3000",
                    "SLUICE_WORKSPACE_MAX_CONNECTIONS",
                    "1000");
            IntStream.range(0, 3).forEach(i -> cluster.replicas().add(cluster.launch("herd-" + i, fast)));
            cluster.replicas().forEach(Replica::awaitReady);
            watch(
                    cluster,
                    new Herd(10_000, Duration.ofSeconds(60), Duration.ofSeconds(15), Duration.ofSeconds(120)),
                    cluster.tenant("herd"));
        }
    }

    private static void watch(Cluster cluster, Herd herd, Tenant tenant) {
        List<String> identifiers = connect(cluster, herd, tenant);
        List<Load.Call> calls = identifiers.stream()
                .map(identifier -> call(cluster, tenant, identifier))
                .toList();
        LongFunction<Load.Call> inTurn = n -> turn(cluster, calls, n);
        Instant end = Instant.now().plus(herd.firstRound()).plus(herd.life());
        try (Load first = herd.start(cluster, herd.firstRound(), inTurn);
                Load steady = rounds(cluster, herd, first, inTurn, end)) {
            Map<String, List<Instant>> mints = mints(cluster, identifiers);
            System.out.println(report(herd, List.of(first, steady), mints, end));
            assertThat(List.of(first, steady))
                    .as("no call fails")
                    .allSatisfy(
                            load -> assertThat(load.tally("", "herd").outcomes().keySet())
                                    .containsExactly("200"));
            assertThat(mints.keySet()).containsAll(identifiers);
            Duration least = Duration.ofMillis((long) (herd.life().toMillis() * (EARLIEST - 0.05)));
            assertThat(mints.values().stream().flatMap(times -> gaps(times).stream()))
                    .as("one mint a period")
                    .noneMatch(gap -> gap.compareTo(least) < 0);
            assertThat(spread(renewals(mints)))
                    .isGreaterThan(Duration.ofMillis((long) (herd.life().toMillis() * WINDOW / 3)));
        }
    }

    /** However long the first round takes, its tokens end at the same moment; the load goes on beyond it. */
    private static Load rounds(Cluster cluster, Herd herd, Load first, LongFunction<Load.Call> calls, Instant end) {
        for (long second = 0; second < herd.firstRound().toSeconds(); second++) {
            live(cluster, Duration.between(Instant.now(), end));
            first.runFor(Duration.ofSeconds(1));
        }
        first.stop();
        live(cluster, herd.life());
        Load steady = herd.start(cluster, herd.round(), calls);
        steady.runFor(Duration.between(Instant.now(), end.plus(herd.round())));
        steady.stop();
        return steady;
    }

    private static String report(Herd herd, List<Load> loads, Map<String, List<Instant>> mints, Instant end) {
        List<Instant> renewals = renewals(mints);
        Map<Long, Long> bySecond =
                renewals.stream().collect(Collectors.groupingBy(Instant::getEpochSecond, Collectors.counting()));
        Duration closest = mints.values().stream()
                .flatMap(times -> gaps(times).stream())
                .min(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        return "Herd of %d: %s; %d mints, %d of them renewals, 90%% of those within %s, at most %d a second, the last %s before the end; closest two of an account %s"
                .formatted(
                        herd.accounts(),
                        loads.stream().map(load -> load.tally("", "herd")).toList(),
                        mints.values().stream().mapToInt(List::size).sum(),
                        renewals.size(),
                        spread(renewals),
                        bySecond.values().stream()
                                .mapToLong(count -> count)
                                .max()
                                .orElse(0),
                        renewals.isEmpty() ? null : Duration.between(renewals.getLast(), end),
                        closest);
    }

    /** Each account has a principal of its own, whose mints are told apart; its name is the account's identifier. */
    private static List<String> connect(Cluster cluster, Herd herd, Tenant tenant) {
        JsonApi api = tenant.api();
        Semaphore inFlight = new Semaphore(16);
        List<String> identifiers = Stream.generate(() -> UUID.randomUUID().toString())
                .limit(herd.accounts())
                .toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> connected = new ArrayList<>();
            for (int i = 0; i < identifiers.size(); i++) {
                String name = identifiers.get(i);
                Workspace workspace = i % 2 == 0 ? cluster.acme() : cluster.globex();
                workspace.principals().add(Principal.of(name, "herd", 7_400_000_000L + i), "secret");
                connected.add(threads.submit(() -> {
                    inFlight.acquireUninterruptibly();
                    try {
                        api.post(
                                        "/api/v1/connected_accounts",
                                        new JsonObject()
                                                .put("identifier", name)
                                                .put("workspace_url", workspace.url())
                                                .put("client_id", name)
                                                .put("client_secret", "secret"))
                                .orFail("Connecting an account");
                    } finally {
                        inFlight.release();
                    }
                }));
            }
            for (Future<?> one : connected) {
                one.get();
            }
        } catch (Exception e) {
            throw new IllegalStateException("The herd was not connected", e);
        }
        return identifiers;
    }

    private static Load.Call call(Cluster cluster, Tenant tenant, String identifier) {
        Buffer body = new JsonObject()
                .put("tool_name", Subject.LIST)
                .put("identifier", identifier)
                .put("params", new JsonObject())
                .toBuffer();
        return new Load.Call("herd", cluster.replica(0).url(), tenant.apiKey(), body);
    }

    // Round after round an account is called at another gateway.
    private static Load.Call turn(Cluster cluster, List<Load.Call> calls, long n) {
        Load.Call call = calls.get((int) (n % calls.size()));
        int gateways = cluster.replicas().size();
        int gateway = (int) ((n + n / calls.size()) % gateways);
        return new Load.Call(call.label(), cluster.replica(gateway).url(), call.bearer(), call.body());
    }

    private static void live(Cluster cluster, Duration life) {
        JsonObject tokens = new JsonObject().put("tokens", new JsonObject().put("lifetime", life.toString()));
        Stream.of(cluster.acme(), cluster.globex())
                .forEach(workspace -> workspace.settings().change(tokens));
    }

    private static Map<String, List<Instant>> mints(Cluster cluster, List<String> identifiers) {
        Set<String> herd = Set.copyOf(identifiers);
        return Stream.of(cluster.acme(), cluster.globex())
                .flatMap(workspace -> workspace.ledger().latestMints().stream())
                .filter(mint -> herd.contains(mint.clientId()))
                .collect(Collectors.groupingBy(Mint::clientId, Collectors.mapping(Mint::at, Collectors.toList())));
    }

    private static List<Duration> gaps(List<Instant> times) {
        return IntStream.range(1, times.size())
                .mapToObj(i -> Duration.between(times.get(i - 1), times.get(i)))
                .toList();
    }

    /** The second mint of each account, in order. */
    private static List<Instant> renewals(Map<String, List<Instant>> mints) {
        return mints.values().stream()
                .filter(times -> times.size() > 1)
                .map(times -> times.get(1))
                .sorted()
                .toList();
    }

    /** In what time the middle nine tenths happened. */
    private static Duration spread(List<Instant> times) {
        return times.isEmpty()
                ? Duration.ZERO
                : Duration.between(times.get(times.size() / 20), times.get(times.size() * 19 / 20));
    }
}
