package dev.sluice.caller.jwt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.caller.jwt.SigningKeys.KeySet;
import dev.sluice.id.EnvironmentId;
import dev.sluice.store.ChangeFeed;
import dev.sluice.store.Changes;
import dev.sluice.testing.PostgresResource;
import dev.sluice.vault.Vault;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(PostgresResource.class)
class SigningKeysTest {
    @Inject
    SigningKeyRepository repository;

    @Inject
    Vault vault;

    @Inject
    SignatureWorker worker;

    @Inject
    OAuthConfig config;

    @Inject
    ChangeFeed feed;

    @BeforeEach
    void setAsideTheApplicationsKey() {
        PostgresResource.execute("create table signing_key_aside as select * from signing_key");
        PostgresResource.execute("delete from signing_key");
    }

    @AfterEach
    void bringItBack() {
        PostgresResource.execute("delete from signing_key");
        PostgresResource.execute("insert into signing_key select * from signing_key_aside");
        PostgresResource.execute("drop table signing_key_aside");
    }

    @Test
    void replicasThatStartTogetherShareOneKey() {
        List<Uni<KeySet>> replicas =
                IntStream.range(0, 4).mapToObj(i -> replica().current()).toList();

        List<KeySet> sets = Uni.join().all(replicas).andFailFast().await().atMost(Duration.ofSeconds(30));

        assertThat(sets.stream().map(set -> set.signing().getKeyID()).distinct())
                .hasSize(1);
        assertThat(PostgresResource.rows("select id from signing_key")).hasSize(1);
    }

    @Test
    void theNewestKeySignsAndTheOthersStillVerify() {
        KeySet before = replica().current().await().atMost(Duration.ofSeconds(30));
        PostgresResource.execute("create table rotated as select * from signing_key");
        PostgresResource.execute("delete from signing_key");
        KeySet after = replica().current().await().atMost(Duration.ofSeconds(30));
        PostgresResource.execute("insert into signing_key select * from rotated");
        PostgresResource.execute("drop table rotated");

        KeySet both = replica().current().await().atMost(Duration.ofSeconds(30));

        assertThat(both.signing().getKeyID()).isEqualTo(after.signing().getKeyID());
        assertThat(both.has(before.signing().getKeyID())).isTrue();
        assertThat(both.published().toString()).doesNotContain("\"d\"");
    }

    @Test
    void callsThatAskAtOnceForAKeyOfAnotherReplicaAllLearnOfIt() {
        SigningKeys replica = replica();
        KeySet first = await(replica.current());
        PostgresResource.execute("create table rotated as select * from signing_key");
        PostgresResource.execute("delete from signing_key");
        String made = await(replica().current()).signing().getKeyID();
        PostgresResource.execute("insert into signing_key select * from rotated");
        PostgresResource.execute("drop table rotated");

        List<KeySet> sets = await(Uni.join()
                .all(IntStream.range(0, 5).mapToObj(i -> replica.knowing(made)).toList())
                .andFailFast());

        assertThat(sets).allSatisfy(set -> assertThat(set.has(made)).isTrue());
        assertThat(sets)
                .allSatisfy(
                        set -> assertThat(set.has(first.signing().getKeyID())).isTrue());
    }

    @Test
    void aKeyThatIsNotThereIsNotLookedForAgainAtOnce() {
        SigningKeys replica = replica();
        String known = await(replica.current()).signing().getKeyID();
        assertThat(await(replica.knowing("sig_other")).has("sig_other")).isFalse();

        PostgresResource.execute("insert into signing_key select 'a_key', replace(public_key, '" + known
                + "', 'sig_other'), vault_key_id, wrapped_data_key, ciphertext, created_at from signing_key");

        assertThat(await(replica.knowing("sig_other")).has("sig_other")).isFalse();
        assertThat(await(replica.knowing("sig_third")).has("sig_other")).isTrue();
    }

    @Test
    void aTokenThatWasProvenEndsWithItsKey() {
        SigningKeys keys = new SigningKeys(repository, vault, worker, feed);
        VerifiedTokens tokens = new VerifiedTokens(keys, worker, config);
        Claims claims = new Claims(new EnvironmentId("env_1"), "cli_1", Set.of("tools:execute"), null);
        String token =
                await(new AccessTokens(keys, worker, config).issue(claims)).value();
        assertThat(await(tokens.claims(token))).contains(claims);
        assertThat(await(tokens.claims(token))).contains(claims);

        PostgresResource.execute("delete from signing_key");

        Awaitility.await()
                .untilAsserted(() -> assertThat(await(tokens.claims(token))).isEmpty());
    }

    private static <T> T await(Uni<T> result) {
        return result.await().atMost(Duration.ofSeconds(30));
    }

    private SigningKeys replica() {
        return new SigningKeys(repository, vault, worker, Changes.NONE);
    }
}
