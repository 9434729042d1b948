package dev.sluice.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.sluice.fault.FaultCode;
import dev.sluice.fault.FaultException;
import dev.sluice.id.AccountId;
import dev.sluice.testing.EventLoop;
import dev.sluice.testing.Gateway;
import dev.sluice.testing.PostgresResource;
import dev.sluice.vault.SealedSecret;
import dev.sluice.workspace.Authorization;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several replicas, each with a monotonic clock of its own, before one PostgreSQL. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
class TokenSharingTest {
    private static final SealedSecret SEALED = new SealedSecret("k", new byte[] {1}, new byte[] {2});
    private static final Duration LEASE = Duration.ofSeconds(30);

    @Inject
    TokenRows rows;

    @Inject
    Vertx vertx;

    private TokenEndpoint endpoint;
    private EventLoop loop;
    private AccountId account;

    @BeforeEach
    void setUp() {
        endpoint = new TokenEndpoint(Vertx.vertx());
        loop = EventLoop.of(vertx);
        account = new AccountId(Gateway.tenant().account("shared-" + UUID.randomUUID(), "s"));
    }

    @AfterEach
    void close() {
        PostgresResource.open();
        endpoint.close();
    }

    private final class Replica {
        final AtomicLong nanos;
        final TokenSource source;
        TokenSlot slot;

        Replica(long startedAt) {
            nanos = new AtomicLong(startedAt);
            source = endpoint.replica(rows, nanos);
            slot = slot(1);
        }

        TokenSlot slot(long version) {
            return new TokenSlot(TokenEndpoint.principalAt(endpoint.host(), account, version), source);
        }

        String minted() {
            return text(loop.await(slot::minted));
        }

        @Nullable
        String held() {
            AccessToken token = slot.ready();
            return token == null ? null : text(token);
        }

        void sweep() {
            loop.run(slot::renewIfDue);
        }

        void pass(Duration time) {
            nanos.addAndGet(time.toNanos());
        }
    }

    private Replica replica() {
        return new Replica(0);
    }

    private List<Replica> threeReplicas() {
        // Monotonic clocks have nothing in common, and may wrap around.
        return List.of(new Replica(0), new Replica(Long.MAX_VALUE - 5), new Replica(-7_000_000_000_000L));
    }

    private static String text(AccessToken token) {
        for (int i = 1; i < 100; i++) {
            if (token.authorization().equals(Authorization.bearer("tok-" + i))) {
                return "tok-" + i;
            }
        }
        throw new AssertionError("not one of the endpoint's tokens");
    }

    @Test
    void oneMintServesTwoHundredCallersOnEachOfThreeReplicas() {
        List<CompletableFuture<AccessToken>> tokens = new ArrayList<>();
        for (Replica replica : threeReplicas()) {
            for (int i = 0; i < 200; i++) {
                tokens.add(EventLoop.of(vertx).start(replica.slot::minted));
            }
        }

        await().until(() -> tokens.stream().allMatch(CompletableFuture::isDone));

        assertThat(tokens).allSatisfy(token -> assertThat(text(token.join())).isEqualTo("tok-1"));
        assertThat(endpoint.asked()).isEqualTo(1);
    }

    @Test
    void aReplicaThatHasJustStartedAsksTheDatabaseInsteadOfTheWorkspace() {
        replica().minted();
        await().until(() -> generation() == 1);

        assertThat(replica().minted()).isEqualTo("tok-1");
        assertThat(endpoint.asked()).isEqualTo(1);
    }

    @Test
    void allReplicasRenewAtTheSameTimeAndOneOfThemMints() {
        List<Replica> replicas = threeReplicas();
        replicas.forEach(Replica::minted);
        assertThat(endpoint.asked()).isEqualTo(1);
        replicas.forEach(Replica::held);
        await().until(() -> generation() == 1);
        PostgresResource.execute(
                "update workspace_token set renew_at = now() - interval '1 second' where account_id = '" + account
                        + "'");
        replicas.forEach(replica -> replica.pass(Duration.ofMinutes(40)));

        await().untilAsserted(() -> {
            replicas.forEach(Replica::sweep);
            assertThat(replicas)
                    .allSatisfy(replica -> assertThat(replica.held()).isEqualTo("tok-2"));
        });
        assertThat(endpoint.asked()).isEqualTo(2);
    }

    @Test
    void whoHasATokenDoesNotWaitForAnothersMint() {
        List<Replica> replicas = List.of(replica(), replica());
        replicas.forEach(Replica::minted);
        replicas.forEach(Replica::held);
        await().until(() -> generation() == 1);
        BlockingQueue<HttpServerResponse> answers = hold();
        PostgresResource.execute("update workspace_token set renew_at = now() where account_id = '" + account + "'");
        replicas.forEach(replica -> replica.pass(Duration.ofMinutes(40)));

        replicas.getFirst().sweep();
        await().until(() -> !answers.isEmpty());
        replicas.getLast().sweep();

        assertThat(replicas.getLast().held()).isEqualTo("tok-1");
        endpoint.mint(answers.remove());
        await().until(() -> "tok-2".equals(replicas.getFirst().held()));
        assertThat(endpoint.asked()).isEqualTo(2);
    }

    @Test
    void theLeaseOfADeadReplicaIsTakenOverWhenItEnds() {
        assertThat(claim("dead", 1, 0, false))
                .isPresent()
                .hasValueSatisfying(row -> assertThat(row.claimed).isTrue());
        CompletableFuture<AccessToken> waiting = loop.start(replica().slot::minted);
        await().during(Duration.ofMillis(300)).until(() -> endpoint.asked() == 0);

        PostgresResource.execute(
                "update workspace_token set minting_until = now() where account_id = '" + account + "'");

        await().until(waiting::isDone);
        assertThat(text(waiting.join())).isEqualTo("tok-1");
        assertThat(endpoint.asked()).isEqualTo(1);
    }

    @Test
    void aRefusedTokenIsNotReadBackAndAnothersNewerOneIsAdopted() {
        Replica one = replica();
        Replica two = replica();
        one.minted();
        await().until(() -> generation() == 1);
        two.minted();

        assertThat(replaced(one)).isEqualTo("tok-2");
        await().until(() -> generation() == 2);
        assertThat(replaced(two)).as("the first one's new token").isEqualTo("tok-2");

        assertThat(endpoint.asked()).isEqualTo(2);
    }

    @Test
    void anothersTokenThatIsDeadTooIsReplacedByANewOne() {
        Replica one = replica();
        Replica two = replica();
        one.minted();
        await().until(() -> generation() == 1);
        two.minted();
        loop.await(one.slot::renewed);
        assertThat(replaced(two)).as("the first one's").isEqualTo("tok-2");

        assertThat(replaced(two)).isEqualTo("tok-3");
    }

    @Test
    void aRefreshAtAReplicaThatKnowsNothingMintsAndHoldsNobodyUp() {
        replica().minted();
        await().until(() -> generation() == 1);

        assertThat(text(loop.await(replica().slot::renewed))).isEqualTo("tok-2");

        assertThat(endpoint.asked()).isEqualTo(2);
        assertThat(row("coalesce(minting_by, 'nobody')")).isEqualTo("nobody");
    }

    @Test
    void newCredentialsMintAtOnceAndOldOnesOverwriteNothing() {
        Replica one = replica();
        Replica two = replica();
        one.minted();
        await().until(() -> generation() == 1);
        BlockingQueue<HttpServerResponse> answers = hold();
        CompletableFuture<AccessToken> late = loop.start(one.slot::renewed);
        await().until(() -> !answers.isEmpty());
        HttpServerResponse lateAnswer = answers.remove();

        endpoint.server.answer((seen, response) -> endpoint.mint(response));
        two.slot = two.slot(2);
        assertThat(two.minted()).isEqualTo("tok-2");
        await().until(() -> row("credential_version || ' ' || generation").equals("2 2"));

        endpoint.mint(lateAnswer);
        await().until(late::isDone);
        assertThat(text(late.join())).isEqualTo("tok-3");
        assertThat(row("credential_version || ' ' || generation")).isEqualTo("2 2");
        Replica three = replica();
        three.slot = three.slot(2);
        assertThat(three.minted()).isEqualTo("tok-2");
    }

    @Test
    void aFailureIsToldToAllReplicasAndTheyPauseTogether() {
        endpoint.answer(503, "");
        Replica one = replica();
        assertThat(refusal(one)).isEqualTo(FaultCode.WORKSPACE_UNAVAILABLE);
        await().until(() -> row("failures").equals("1"));
        PostgresResource.execute(
                "update workspace_token set retry_at = now() + interval '1 minute' where account_id = '" + account
                        + "'");

        Replica two = replica();
        assertThat(refusal(two)).isEqualTo(FaultCode.WORKSPACE_UNAVAILABLE);

        assertThat(endpoint.asked()).isEqualTo(1);
        assertThat(endpoint.failures).hasSize(1);
    }

    @Test
    void theSecondDecidingTryMayBeAnotherReplicas() {
        Replica one = replica();
        Replica two = replica();
        one.minted();
        await().until(() -> generation() == 1);
        two.minted();
        List.of(one, two).forEach(Replica::held);
        endpoint.answer(401, "{\"error\":\"invalid_client\"}");
        PostgresResource.execute("update workspace_token set renew_at = now() where account_id = '" + account + "'");
        List.of(one, two).forEach(replica -> replica.pass(Duration.ofMinutes(40)));
        one.sweep();
        await().until(() -> row("coalesce(failure_code, '-')").equals("credentials_rejected"));
        assertThat(endpoint.rejections).isEmpty();

        two.sweep();
        await().until(() -> two.slot.setback() != null);
        assertThat(endpoint.asked()).as("it heeds the other's pause").isEqualTo(2);
        PostgresResource.execute("update workspace_token set retry_at = now() where account_id = '" + account + "'");
        two.pass(Duration.ofSeconds(31));
        two.sweep();

        await().until(() -> endpoint.rejections.size() == 1);
        assertThat(endpoint.asked()).isEqualTo(3);
        assertThat(endpoint.failures).as("one for the whole run of failures").hasSize(1);
    }

    @Test
    void aDatabaseThatIsAwayCostsEachReplicaAMintOfItsOwn() {
        PostgresResource.close();

        Replica one = replica();
        Replica two = replica();
        assertThat(one.minted()).isEqualTo("tok-1");
        assertThat(two.minted()).isEqualTo("tok-2");

        PostgresResource.open();
        one.pass(Duration.ofSeconds(6));
        loop.await(one.slot::renewed);
        assertThat(generation()).isEqualTo(1);
        assertThat(replica().minted()).isEqualTo("tok-3");
    }

    @Test
    void theTokenIsSealedForItsAccountAndHost() {
        replica().minted();
        await().until(() -> generation() == 1);

        assertThat(PostgresResource.rows("select cast(t as text) from workspace_token t"))
                .allSatisfy(all -> assertThat(all).doesNotContain("tok-1"));
        AccountId other = new AccountId(Gateway.tenant().account("thief-" + UUID.randomUUID(), "s"));
        PostgresResource.execute("""
                insert into workspace_token (account_id, credential_version, host, generation, vault_key_id,
                    wrapped_data_key, ciphertext, minted_at, expires_at, renew_at)
                select '%s', credential_version, host, generation, vault_key_id, wrapped_data_key, ciphertext,
                    minted_at, expires_at, renew_at from workspace_token where account_id = '%s'""".formatted(other, account));
        Replica thief = replica();
        thief.slot = new TokenSlot(TokenEndpoint.principalAt(endpoint.host(), other, 1), thief.source);
        assertThat(thief.minted()).isEqualTo("tok-2");
    }

    @Test
    void timesAreTheDatabasesAndComeBackAsWhatIsLeft() {
        claim("r", 1, 0, false);
        Optional<Long> stored = loop.await(() -> rows.store(
                principal(1),
                "r",
                new TokenRows.Times(Duration.ofSeconds(10), Duration.ofSeconds(50), Duration.ofSeconds(20)),
                SEALED));

        TokenRow row = loop.await(() -> rows.find(List.of(account.value()))).getFirst();

        assertThat(stored).contains(1L);
        assertThat(row.mintedIn).isBetween(-15.0, -10.0);
        assertThat(row.expiresIn).isBetween(45.0, 50.0);
        assertThat(row.renewIn).isBetween(15.0, 20.0);
        assertThat(row.mintingBy).isNull();
    }

    @Test
    void aClaimIsRefusedWhereThereIsNoNeed() {
        assertThat(claim("a", 1, 0, false).orElseThrow().claimed).isTrue();
        assertThat(claim("b", 1, 0, true).orElseThrow().claimed)
                .as("another mints")
                .isFalse();
        assertThat(claim("a", 1, 0, false).orElseThrow().claimed)
                .as("its own lease")
                .isTrue();
        assertThat(claim("b", 2, 0, false).orElseThrow().claimed)
                .as("newer credentials")
                .isTrue();
        assertThat(claim("a", 1, 0, true).orElseThrow().claimed)
                .as("older credentials")
                .isFalse();
        loop.await(() -> rows.store(
                principal(2),
                "b",
                new TokenRows.Times(Duration.ZERO, Duration.ofSeconds(50), Duration.ofSeconds(20)),
                SEALED));
        assertThat(claim("a", 2, 0, false).orElseThrow().claimed)
                .as("a token that is not known")
                .isFalse();
        assertThat(claim("a", 2, 1, false).orElseThrow().claimed)
                .as("a token that was refused")
                .isTrue();
    }

    private Optional<TokenRow> claim(String replica, long version, long known, boolean anyway) {
        return loop.await(() -> rows.claim(principal(version), replica, LEASE, known, anyway));
    }

    private ServicePrincipal principal(long version) {
        return TokenEndpoint.principalAt(endpoint.host(), account, version);
    }

    private String replaced(Replica replica) {
        AccessToken dead = Objects.requireNonNull(replica.slot.ready());
        return text(loop.await(() -> Objects.requireNonNull(replica.slot.replacement(dead))));
    }

    private static FaultCode refusal(Replica replica) {
        return catchThrowableOfType(FaultException.class, replica::minted)
                .fault()
                .code();
    }

    private BlockingQueue<HttpServerResponse> hold() {
        BlockingQueue<HttpServerResponse> held = new LinkedBlockingQueue<>();
        endpoint.server.answer((seen, response) -> held.add(response));
        return held;
    }

    private long generation() {
        return Long.parseLong(row("generation"));
    }

    private String row(String expression) {
        List<String> found = PostgresResource.rows(
                "select " + expression + " from workspace_token where account_id = '" + account + "'");
        return found.isEmpty() ? "0" : found.getFirst();
    }
}
