package dev.sluice.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.testing.PostgresResource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(PostgresResource.class)
class ReplicasTest {
    @Inject
    ReplicaRepository repository;

    @Inject
    Vertx vertx;

    private Replicas replica;

    @BeforeEach
    void setUp() {
        PostgresResource.execute("delete from replica");
        replica = new Replicas(repository, vertx, new SimpleMeterRegistry());
    }

    @AfterEach
    void leave() {
        PostgresResource.open();
        replica.leave().await().atMost(Duration.ofSeconds(5));
        PostgresResource.execute("delete from replica where id like 'other%'");
    }

    @Test
    void countsItselfBeforeItHeardOfAnyOther() {
        assertThat(replica.live()).isEqualTo(1);
    }

    @Test
    void countsThoseThatWereHeardOfLately() {
        PostgresResource.execute(
                "insert into replica values ('other1', now(), now()),"
                        + " ('other2', now(), now() - interval '14 seconds'), ('other3', now(), now() - interval '16 seconds')");

        replica.start(new StartupEvent());

        await().untilAsserted(() -> assertThat(replica.live()).isGreaterThanOrEqualTo(3));
        // The gateway under test itself may be back on the list already.
        assertThat(replica.live()).isLessThanOrEqualTo(4);
        assertThat(PostgresResource.rows("select id from replica")).hasSizeGreaterThanOrEqualTo(4);
    }

    @Test
    void forgetsThoseThatEndedWithoutAWord() {
        PostgresResource.execute("insert into replica values ('other1', now(), now() - interval '11 minutes')");

        replica.start(new StartupEvent());

        await().untilAsserted(() -> assertThat(PostgresResource.rows("select id from replica where id = 'other1'"))
                .isEmpty());
    }

    @Test
    void isOffTheListOnceItLeft() {
        replica.start(new StartupEvent());
        await().untilAsserted(() ->
                assertThat(PostgresResource.rows("select id from replica")).isNotEmpty());
        int before = PostgresResource.rows("select id from replica").size();

        replica.leave().await().atMost(Duration.ofSeconds(5));

        assertThat(PostgresResource.rows("select id from replica")).hasSize(before - 1);
    }

    @Test
    void keepsTheCountItKnewWhileTheDatabaseIsAway() {
        PostgresResource.execute("insert into replica values ('other1', now(), now())");
        replica.start(new StartupEvent());
        await().untilAsserted(() -> assertThat(replica.live()).isGreaterThanOrEqualTo(2));
        int known = replica.live();

        PostgresResource.close();
        replica.start(new StartupEvent());

        assertThat(replica.live()).isEqualTo(known);
    }
}
