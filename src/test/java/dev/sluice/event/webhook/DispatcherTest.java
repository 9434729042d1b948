package dev.sluice.event.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.telemetry.DeliveryMeter;
import dev.sluice.testing.FakeServer.Seen;
import dev.sluice.testing.Gateway;
import dev.sluice.testing.Gateway.Tenant;
import dev.sluice.testing.PostgresResource;
import dev.sluice.testing.ReceiverResource;
import dev.sluice.vault.Vault;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Replicas share the deliveries: each is one replica's at a time, and none dies with it. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
@WithTestResource(ReceiverResource.class)
class DispatcherTest {
    private Tenant tenant;
    private String url;

    @Inject
    DeliveryRepository repository;

    @Inject
    WebhookClient client;

    @Inject
    WebhookConfig config;

    @Inject
    TargetPolicy policy;

    @Inject
    Vault vault;

    @Inject
    DeliveryMeter meter;

    @Inject
    MeterRegistry meters;

    @Inject
    Vertx vertx;

    @BeforeEach
    void setUp() {
        tenant = Gateway.tenant();
        url = ReceiverResource.url();
    }

    @Test
    void replicasTogetherDeliverEachEventOnce() {
        List<Dispatcher> others = IntStream.range(0, 3)
                .mapToObj(replica ->
                        new Dispatcher(repository, client, vault, config, meter, vertx, RandomGenerator.getDefault()))
                .toList();
        create();
        for (int i = 0; i < 15; i++) {
            tenant.account("shared-" + i, "s");
            others.forEach(Dispatcher::look);
        }

        await().atMost(Duration.ofSeconds(30)).until(() -> {
            others.forEach(Dispatcher::look);
            return states().equals(List.of("DELIVERED:30"));
        });

        assertThat(ReceiverResource.seen(url))
                .extracting(DispatcherTest::id)
                .hasSize(30)
                .doesNotHaveDuplicates();
    }

    @Test
    void whatADeadReplicaWasDeliveringIsTakenOverOnceItsTimeIsUp() {
        AtomicInteger requests = new AtomicInteger();
        ReceiverResource.answer(url, (seen, response) -> {
            // The first try hangs, as at a replica that has died.
            if (requests.incrementAndGet() > 1) {
                response.setStatusCode(204).end();
            }
        });
        String id = create("connected_account.created");
        tenant.account("orphan", "s");
        await().until(() -> ReceiverResource.seen(url).size() == 1);
        assertThat(PostgresResource.rows("""
                select next_try_at > now() from webhook_delivery where webhook_id = '%s' and claim is not null""".formatted(id))).containsExactly("t");

        PostgresResource.execute("""
                update webhook_delivery set claim = 'dead', next_try_at = now() where webhook_id = '%s'""".formatted(id));

        await().until(() -> ReceiverResource.seen(url).size() == 2);
        assertThat(ReceiverResource.seen(url).stream().map(DispatcherTest::id).distinct())
                .hasSize(1);
        await().until(() -> states().equals(List.of("DELIVERED:1")));

        DeliveryRow late = new DeliveryRow();
        late.webhookId = id;
        late.eventId = id(ReceiverResource.seen(url).getFirst());
        late.claim = "dead";
        repository
                .settle(
                        late,
                        Outcome.failed(Outcome.Error.TIMED_OUT),
                        DeliveryRepository.Next.PENDING,
                        Duration.ZERO,
                        Duration.ofDays(3))
                .await()
                .atMost(Duration.ofSeconds(10));
        assertThat(states()).containsExactly("DELIVERED:1");
    }

    @Test
    void aWebhookThatIsSlowHasAFewTriesUnderWayAndKeepsNoneFromAnother() {
        ReceiverResource.answer(url, (seen, response) -> {});
        create();
        for (int i = 0; i < 12; i++) {
            tenant.account("slow-" + i, "s");
        }
        await().until(() -> ReceiverResource.seen(url).size() >= config.maxPerWebhook());
        String other = ReceiverResource.url();
        tenant.asks().body(Map.of("url", other)).post("/api/v1/webhooks").then().statusCode(201);
        tenant.account("quick", "s");

        await().until(() -> !ReceiverResource.seen(other).isEmpty());

        assertThat(ReceiverResource.seen(url)).hasSizeLessThan(2 * config.maxPerWebhook());
    }

    @Test
    void anEnvironmentOfManySlowWebhooksKeepsNoneFromAnother() {
        int share = config.maxDeliveries() / 4;
        ReceiverResource.answer(url, (seen, response) -> {});
        IntStream.range(0, 20).forEach(i -> create());
        for (int i = 0; i < 4; i++) {
            tenant.account("many-" + i, "s");
        }
        await().until(() -> underWay() >= share);
        Tenant other = Gateway.tenant();
        String quick = ReceiverResource.url();
        other.asks().body(Map.of("url", quick)).post("/api/v1/webhooks").then().statusCode(201);
        other.account("quick", "s");

        await().atMost(config.timeout().dividedBy(2)).until(() -> {
            assertThat(underWay()).isLessThanOrEqualTo(share);
            return !ReceiverResource.seen(quick).isEmpty();
        });

        PostgresResource.execute(
                "update webhook set enabled = false where environment_id = '%s'".formatted(tenant.environment()));
    }

    @Test
    void aReplicaThatStopsTakesNothingMoreOn() {
        AtomicInteger posts = new AtomicInteger();
        WebhookClient counting =
                new WebhookClient(
                        vertx,
                        policy,
                        name -> Uni.createFrom().failure(new NameService.Busy()),
                        PublicAddress::is,
                        new HttpClientOptions(),
                        config) {
                    @Override
                    Uni<Outcome> post(String to, Map<String, String> headers, String body) {
                        posts.incrementAndGet();
                        return super.post(to, headers, body);
                    }
                };
        Dispatcher stopped =
                new Dispatcher(repository, counting, vault, config, meter, vertx, RandomGenerator.getDefault());
        stopped.stop(new ShutdownEvent());
        create();
        for (int i = 0; i < 15; i++) {
            tenant.account("left-" + i, "s");
            stopped.look();
        }

        await().atMost(Duration.ofSeconds(30)).until(() -> {
            stopped.look();
            return states().equals(List.of("DELIVERED:30"));
        });

        assertThat(posts).hasValue(0);
    }

    @Test
    void deliveriesAreCountedByOutcome() {
        double before = delivered();
        create();
        tenant.account("counted", "s");

        await().until(() -> delivered() >= before + 1);
        repository.backlogAge().await().atMost(Duration.ofSeconds(10));
        assertThat(meters.find("sluice.webhook.backlog.age").gauge()).isNotNull();
    }

    private int underWay() {
        return Integer.parseInt(
                PostgresResource.rows("""
                select count(*) from webhook_delivery where environment_id = '%s' and claim is not null
                    and state = 'PENDING'""".formatted(tenant.environment())).getFirst());
    }

    private double delivered() {
        return meters.find("sluice.webhook.delivery").tag("outcome", "delivered").timers().stream()
                .mapToDouble(timer -> timer.count())
                .sum();
    }

    private String create(String... types) {
        return tenant.asks()
                .body(Map.of("url", url, "types", List.of(types)))
                .post("/api/v1/webhooks")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private List<String> states() {
        return PostgresResource.rows("""
                select state || ':' || count(*) from webhook_delivery where environment_id = '%s'
                group by state""".formatted(tenant.environment()));
    }

    private static String id(Seen seen) {
        return String.valueOf(seen.headers().get("webhook-id"));
    }
}
