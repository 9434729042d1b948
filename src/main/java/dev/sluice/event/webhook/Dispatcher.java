package dev.sluice.event.webhook;

import dev.sluice.event.EventConfig;
import dev.sluice.event.webhook.DeliveryRepository.Capacity;
import dev.sluice.event.webhook.DeliveryRepository.Claimed;
import dev.sluice.event.webhook.DeliveryRepository.Next;
import dev.sluice.id.SortableId;
import dev.sluice.store.Changes;
import dev.sluice.telemetry.DeliveryMeter;
import dev.sluice.vault.Vault;
import dev.sluice.vault.VaultException;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Delivers events to webhooks. Each replica makes deliveries of new events and claims some of those that are due; a claim
 * runs out, so that another replica takes over where one has died. No transaction is open during a delivery.
 */
@Singleton
class Dispatcher {
    private static final Logger LOG = Logger.getLogger(Dispatcher.class);
    private static final int BATCH = 200;
    // An environment has at most this part of what is under way.
    private static final int SHARES = 4;
    // After a try that failed by the gateway itself.
    private static final Duration OWN_PAUSE = Duration.ofSeconds(30);
    // Beyond a try's own time: to look things up before it and to write its end down after it.
    private static final Duration LEASE_MARGIN = Duration.ofSeconds(20);

    private final DeliveryRepository repository;
    private final WebhookClient client;
    private final Vault vault;
    private final WebhookConfig config;
    private final RetrySchedule schedule;
    private final DeliveryMeter meter;
    private final Vertx vertx;
    private final AtomicBoolean running = new AtomicBoolean();
    private final AtomicBoolean again = new AtomicBoolean();
    private final Set<DeliveryRow> underWay = ConcurrentHashMap.newKeySet();
    private volatile boolean stopped;
    private long timer;

    @Inject
    Dispatcher(
            DeliveryRepository repository,
            WebhookClient client,
            Vault vault,
            WebhookConfig config,
            DeliveryMeter meter,
            Changes changes,
            Vertx vertx) {
        this(repository, client, vault, config, meter, vertx, RandomGenerator.getDefault());
        changes.on("account_event", event -> look());
    }

    Dispatcher(
            DeliveryRepository repository,
            WebhookClient client,
            Vault vault,
            WebhookConfig config,
            DeliveryMeter meter,
            Vertx vertx,
            RandomGenerator random) {
        this.repository = repository;
        this.client = client;
        this.vault = vault;
        this.config = config;
        this.schedule = new RetrySchedule(config.pauses(), random);
        this.meter = meter;
        this.vertx = vertx;
    }

    void start(@Observes StartupEvent started, EventConfig events) {
        timer = vertx.setPeriodic(events.pollInterval().toMillis(), tick -> look());
    }

    void stop(@Observes ShutdownEvent shutdown) {
        stopped = true;
        vertx.cancelTimer(timer);
    }

    /** Looks for something to deliver, now or, where that is under way, once more after it. */
    void look() {
        if (stopped) {
            return;
        }
        if (!running.compareAndSet(false, true)) {
            again.set(true);
            return;
        }
        again.set(false);
        repository
                .hasWork()
                .chain(work -> work
                        ? repository.make(BATCH).chain(this::claim)
                        : Uni.createFrom().item(List.<Claimed>of()))
                .onTermination()
                .invoke(() -> running.set(false))
                .subscribe()
                .with(this::deliver, cause -> LOG.debugf("Webhooks have to wait: %s", cause.getMessage()));
    }

    private Uni<List<Claimed>> claim() {
        List<DeliveryRow> present = List.copyOf(underWay);
        int room = config.maxDeliveries() - present.size();
        if (stopped || room <= 0) {
            return Uni.createFrom().item(List.of());
        }
        List<String> busy = present.stream()
                .collect(Collectors.groupingBy(row -> row.webhookId, Collectors.counting()))
                .entrySet()
                .stream()
                .filter(entry -> entry.getValue() >= config.maxPerWebhook())
                .map(Map.Entry::getKey)
                .toList();
        return repository.claim(
                SortableId.next("clm_"),
                new Capacity(
                        busy,
                        present.stream().map(row -> row.environmentId).toList(),
                        room,
                        Math.max(1, config.maxDeliveries() / SHARES),
                        config.maxPerWebhook()),
                config.timeout().plus(LEASE_MARGIN));
    }

    private void deliver(List<Claimed> claimed) {
        for (Claimed one : claimed) {
            underWay.add(one.delivery());
            tried(one)
                    .onTermination()
                    .invoke(() -> underWay.remove(one.delivery()))
                    .subscribe()
                    .with(
                            settled -> look(),
                            cause -> LOG.debugf("A delivery's end was not written down: %s", cause.getMessage()));
        }
        if (again.get()) {
            look();
        }
    }

    private Uni<Void> tried(Claimed one) {
        return post(one.webhook(), Payload.of(one.event())).chain(outcome -> {
            if (outcome.ours()) {
                return repository.settle(
                        one.delivery(), outcome, Next.PENDING, schedule.varied(OWN_PAUSE), config.disableAfter());
            }
            Optional<Duration> pause = outcome.gone() ? Optional.empty() : schedule.after(one.delivery().attempts);
            Next next = outcome.delivered() ? Next.DELIVERED : pause.isPresent() ? Next.PENDING : Next.FAILED;
            return repository.settle(one.delivery(), outcome, next, pause.orElse(Duration.ZERO), config.disableAfter());
        });
    }

    /** Posts once, signed as of now. */
    Uni<Outcome> post(WebhookRow webhook, Payload payload) {
        Instant now = Instant.now();
        Map<String, String> headers;
        try {
            headers = payload.headers(webhook.secrets(vault, now), now);
        } catch (VaultException unopened) {
            LOG.warnf("A delivery cannot be signed: %s", unopened.getMessage());
            Outcome outcome = Outcome.failed(Outcome.Error.NOT_SIGNED);
            meter.record(outcome.label(), Duration.ZERO);
            return Uni.createFrom().item(outcome);
        }
        long start = System.nanoTime();
        return client.post(webhook.url, headers, payload.body())
                .invoke(outcome -> meter.record(outcome.label(), Duration.ofNanos(System.nanoTime() - start)));
    }
}
