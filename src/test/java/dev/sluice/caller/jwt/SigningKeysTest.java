package dev.sluice.caller.jwt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.caller.jwt.SigningKeys.KeySet;
import dev.sluice.store.Changes;
import dev.sluice.testing.PostgresResource;
import dev.sluice.vault.Vault;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
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

    private SigningKeys replica() {
        return new SigningKeys(repository, vault, worker, Changes.NONE);
    }
}
