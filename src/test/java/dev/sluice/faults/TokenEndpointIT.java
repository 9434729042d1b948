package dev.sluice.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.demo.Tenant;
import dev.sluice.sandbox.faults.Fault;
import dev.sluice.sandbox.faults.Faults;
import dev.sluice.sandbox.http.Reply;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A workspace's token endpoint is down, slow or throttling, while its API is well. */
@ExtendWith(SharedCluster.class)
@Timeout(90)
class TokenEndpointIT {
    private static final String TOKEN = "/oidc/v1/token";

    private Cluster cluster;
    private Tenant tenant;

    @BeforeEach
    void connect(Cluster shared) {
        cluster = shared;
        tenant = cluster.tenant("token-endpoint");
    }

    /**
     * Callers see no failure: tokens are renewed ahead of their end, and serve until then while renewals fail. Tokens
     * live 12 s here, are due after 6 s at the earliest and not sent after 10 s; the endpoint is down until 8 s.
     */
    @Test
    void warmCallsDoNotNoticeATokenEndpointThatIsDown() {
        cluster.acme().settings().change(new JsonObject().put("tokens", new JsonObject().put("lifetime", "PT12S")));
        List<Subject> warm = Stream.generate(() -> Subject.connect(cluster, tenant, cluster.acme()))
                .limit(6)
                .map(Subject::warm)
                .toList();
        cluster.acme().ledger().reset();
        cluster.acme().faults().inject("POST", TOKEN, Faults.ALWAYS, down());
        try (Load load = Load.start(
                cluster.vertx(),
                60,
                n -> Load.call(
                        "warm",
                        warm.get((int) (n % warm.size())),
                        cluster.replica((int) (n / warm.size() % 2)),
                        warm.get((int) (n % warm.size())).list()))) {
            load.runFor(Duration.ofSeconds(8));
            assertThat(cluster.acme().ledger().latest())
                    .anySatisfy(seen -> assertThat(seen.path()).isEqualTo(TOKEN));
            cluster.acme().faults().clear();
            load.runFor(Duration.ofSeconds(5));
            load.stop();

            assertThat(load.tally("", "warm").failed())
                    .as("%s", load.tally("", "warm"))
                    .isZero();
        }
        assertThat(warm)
                .allSatisfy(subject -> assertThat(cluster.acme().ledger().mints(subject.clientId()))
                        .isPositive());
    }

    /** A caller that needs a token sees 503 with a time to come back within 3 s, and 200 soon after the end. */
    @Test
    void aColdCallIsToldThatTheTokenEndpointIsDown() {
        Subject cold = Subject.connect(cluster, tenant, cluster.acme());
        cluster.acme().faults().inject("POST", TOKEN, Faults.ALWAYS, down());

        Told.by(() -> cold.list(0)).is(503, "workspace_unavailable").within(Duration.ofSeconds(3));
        Told.by(() -> cold.list(0)).is(503, "workspace_unavailable").within(Duration.ofSeconds(3));

        recovers(cold);
    }

    /** A caller that needs a token waits for it, up to the first-byte time-out (2 s here): then 504. */
    @Test
    void aColdCallWaitsForASlowTokenEndpointWithinBounds() {
        Subject slow = Subject.connect(cluster, tenant, cluster.acme());
        cluster.acme().faults().inject("POST", TOKEN, 1, new Fault.Delay(Duration.ofSeconds(1)));
        Told.by(() -> slow.list(0)).isOk().within(Duration.ofSeconds(3));

        Subject tooSlow = Subject.connect(cluster, tenant, cluster.acme());
        cluster.acme().faults().inject("POST", TOKEN, Faults.ALWAYS, new Fault.Delay(Duration.ofSeconds(10)));
        Told.by(() -> tooSlow.list(0)).is(504, "workspace_timeout").within(Duration.ofSeconds(5));

        recovers(tooSlow);
    }

    /** A caller that needs a token sees 429 with the endpoint's own pause; nobody asks the endpoint meanwhile. */
    @Test
    void aThrottlingTokenEndpointIsLeftAlone() {
        Subject cold = Subject.connect(cluster, tenant, cluster.acme());
        cluster.acme().ledger().reset();
        JsonObject body =
                new JsonObject().put("error_code", "REQUEST_LIMIT_EXCEEDED").put("message", "slow down");
        cluster.acme()
                .faults()
                .inject(
                        "POST",
                        TOKEN,
                        Faults.ALWAYS,
                        new Fault.Answer(Reply.json(429, body).with("Retry-After", "4")));

        for (int i = 0; i < 20; i++) {
            Told.by(() -> cold.list(0)).is(429, "workspace_rate_limited").retryAfter(1, 5);
        }

        assertThat(cold.arrived(TOKEN)).isLessThanOrEqualTo(2);
        recovers(cold);
    }

    private void recovers(Subject subject) {
        cluster.acme().faults().clear();
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> Told.by(() -> subject.list(0)).isOk());
        Told.by(() -> subject.list(1)).isOk();
    }

    private static Fault down() {
        return new Fault.Answer(Reply.json(
                503,
                new JsonObject().put("error_code", "TEMPORARILY_UNAVAILABLE").put("message", "try later")));
    }
}
