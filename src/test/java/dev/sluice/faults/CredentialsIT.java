package dev.sluice.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.demo.Tenant;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A customer takes credentials away, or replaces them. */
@ExtendWith(SharedCluster.class)
@Timeout(90)
class CredentialsIT {
    private static final Duration SPREAD = Duration.ofSeconds(1);

    private Cluster cluster;
    private Tenant tenant;

    @BeforeEach
    void connect(Cluster shared) {
        cluster = shared;
        tenant = cluster.tenant("credentials");
    }

    /**
     * Callers see 424 {@code credentials_rejected}; the account is {@code REVOKED} with a cause and an event; new
     * credentials make it {@code ACTIVE} at once at the gateway that took them, and within 1 s at the other.
     */
    @Test
    void aRevokedSecretRevokesTheAccountAndANewOneBringsItBackEverywhere() {
        Subject subject = Subject.connect(cluster, tenant, cluster.acme()).warm();
        Subject neighbour = subject.sibling().warm();
        cluster.acme().principals().rotate(subject.clientId(), "another");
        cluster.acme().tokens().expire(subject.clientId());

        Told.by(() -> subject.list(0)).is(424, "credentials_rejected").within(Duration.ofSeconds(3));
        await().atMost(SPREAD)
                .untilAsserted(
                        () -> assertThat(subject.account(0).getString("status")).isEqualTo("REVOKED"));
        assertThat(subject.account(0).getString("status_cause")).isNotBlank();
        Told.by(() -> subject.list(1)).is(424, "credentials_rejected").within(Duration.ofSeconds(3));
        assertThat(cluster.database()
                        .rows("select cause from account_event where type = 'connected_account.status_changed'"
                                + " and new_status = 'REVOKED' and account_id = '" + subject.accountId() + "'"))
                .singleElement()
                .asString()
                .contains("invalid_client")
                .doesNotContain("secret");

        subject.enter(tenant.api(), "another").orFail("New credentials");

        Told.by(() -> subject.list(0)).isOk();
        await().atMost(SPREAD)
                .untilAsserted(() -> Told.by(() -> subject.list(1)).isOk());
        assertThat(subject.account(1).getString("status")).isEqualTo("ACTIVE");
        Told.by(() -> neighbour.list(0)).isOk();
    }

    /**
     * Callers see no failure when a customer makes a second secret, enters it, and then deletes the first: not even
     * when all tokens of the first die with it.
     */
    @Test
    void aSecretIsRotatedUnderLoadWithoutAFailedCall() {
        List<Subject> accounts = Stream.generate(() -> Subject.connect(cluster, tenant, cluster.acme()))
                .limit(4)
                .map(Subject::warm)
                .toList();
        try (Load load = Load.start(
                cluster.vertx(),
                40,
                n -> Load.call(
                        "rotated",
                        accounts.get((int) (n % accounts.size())),
                        cluster.replica((int) (n / accounts.size() % 2)),
                        accounts.get((int) (n % accounts.size())).list()))) {
            load.runFor(Duration.ofSeconds(1));
            for (int i = 0; i < accounts.size(); i++) {
                Subject rotated = accounts.get(i);
                cluster.acme().principals().addSecret(rotated.clientId(), "second");
                rotated.enter(tenant.api(cluster.replica(i % 2).url()), "second")
                        .orFail("New credentials");
            }
            load.runFor(SPREAD);
            accounts.forEach(rotated -> {
                cluster.acme().principals().rotate(rotated.clientId(), "second");
                cluster.acme().tokens().expire(rotated.clientId());
            });
            load.runFor(Duration.ofSeconds(3));
            load.stop();

            assertThat(load.tally("", "rotated").failed())
                    .as("%s", load.tally("", "rotated"))
                    .isZero();
        }
        assertThat(accounts).allSatisfy(rotated -> {
            assertThat(rotated.account(0).getString("status")).isEqualTo("ACTIVE");
            assertThat(rotated.account(0).getInteger("credential_version")).isEqualTo(2);
        });
    }
}
