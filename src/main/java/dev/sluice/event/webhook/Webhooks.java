package dev.sluice.event.webhook;

import dev.sluice.caller.Caller;
import dev.sluice.caller.Issued;
import dev.sluice.caller.Scope;
import dev.sluice.event.ConcurrencyLimit;
import dev.sluice.event.EventType;
import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.fault.FaultException;
import dev.sluice.id.EnvironmentId;
import dev.sluice.id.SortableId;
import dev.sluice.vault.Vault;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The webhooks of a caller's environment. */
@ApplicationScoped
public class Webhooks {
    private static final int MOST = 20;
    private static final int LARGEST_PAGE = 100;
    // A receiver may take its time.
    private static final int MOST_TRIALS = 2;
    private static final int MOST_TRIALS_IN_ALL = 16;
    private static final Duration AGAIN_AFTER = Duration.ofSeconds(10);
    private static final Set<String> STATES = Set.of("PENDING", "DELIVERED", "FAILED");

    private final WebhookRepository repository;
    private final DeliveryListRepository deliveries;
    private final TargetPolicy policy;
    private final Dispatcher dispatcher;
    private final Vault vault;
    private final ConcurrencyLimit trials = new ConcurrencyLimit(MOST_TRIALS, MOST_TRIALS_IN_ALL);

    Webhooks(
            WebhookRepository repository,
            DeliveryListRepository deliveries,
            TargetPolicy policy,
            Dispatcher dispatcher,
            Vault vault) {
        this.repository = repository;
        this.deliveries = deliveries;
        this.policy = policy;
        this.dispatcher = dispatcher;
        this.vault = vault;
    }

    /**
     * How a receiver took a test.
     *
     * @param status its answer, if there was one
     * @param error why there was none
     */
    public record Trial(
            boolean delivered,
            @Nullable Integer status,
            @Nullable String error,
            Duration duration) {}

    /** Creates a webhook, which gets the events from now on; with its secret in clear, this once. */
    public Uni<Issued<Webhook>> create(Caller caller, String url, WebhookSettings settings) {
        caller.with(Scope.ACCOUNTS_WRITE);
        SigningSecret secret = SigningSecret.next();
        WebhookRow row = new WebhookRow();
        row.id = SortableId.next("whk_");
        row.environmentId = caller.environment().value();
        row.url = url;
        row.types = "";
        row.enabled = true;
        row.createdAt = now();
        row.seal(secret, vault);
        set(row, new WebhookSettings(url, settings.types(), settings.enabled()));
        row.updatedAt = row.createdAt;
        return repository.insert(row, MOST).replaceWith(() -> new Issued<>(row.value(), secret.clear()));
    }

    /** All of them, oldest first. */
    public Uni<List<Webhook>> list(Caller caller) {
        return repository
                .all(caller.with(Scope.ACCOUNTS_READ).environment())
                .map(rows -> rows.stream().map(WebhookRow::value).toList());
    }

    public Uni<Webhook> get(Caller caller, String id) {
        return repository
                .get(caller.with(Scope.ACCOUNTS_READ).environment(), id)
                .map(WebhookRow::value);
    }

    /** Changes a webhook. One that is switched on again gets the events from then on. */
    public Uni<Webhook> update(Caller caller, String id, WebhookSettings settings) {
        caller.with(Scope.ACCOUNTS_WRITE);
        return repository
                .change(caller.environment(), id, row -> set(row, settings))
                .map(WebhookRow::value);
    }

    /** Deletes a webhook with its deliveries. */
    public Uni<Void> delete(Caller caller, String id) {
        return repository.delete(caller.with(Scope.ACCOUNTS_WRITE).environment(), id);
    }

    /** Gives a webhook another secret, in clear this once; the present one signs too for a day. */
    public Uni<Issued<Webhook>> rotateSecret(Caller caller, String id) {
        caller.with(Scope.ACCOUNTS_WRITE);
        SigningSecret secret = SigningSecret.next();
        return repository
                .change(caller.environment(), id, row -> row.rotate(secret, vault, now()))
                .map(row -> new Issued<>(row.value(), secret.clear()));
    }

    /** Delivers a test event now, once; {@code RATE_LIMITED} while others of the environment take long. */
    public Uni<Trial> test(Caller caller, String id) {
        EnvironmentId environment = caller.with(Scope.ACCOUNTS_WRITE).environment();
        return Uni.createFrom().<Trial>deferred(() -> {
            if (!trials.enter(environment)) {
                throw Fault.of(
                                FaultCode.RATE_LIMITED,
                                "As many webhooks are being tested as may be at a time",
                                "Test again when the tests under way have ended")
                        .withRetryAfter(AGAIN_AFTER)
                        .asException();
            }
            return repository
                    .get(environment, id)
                    .chain(this::tried)
                    .onTermination()
                    .invoke(() -> trials.leave(environment))
                    // To its end, also where the caller goes away.
                    .memoize()
                    .indefinitely();
        });
    }

    private Uni<Trial> tried(WebhookRow row) {
        long start = System.nanoTime();
        return dispatcher
                .post(row, Payload.test(SortableId.next("evt_"), row.id, now()))
                .map(outcome -> new Trial(
                        outcome.delivered(),
                        outcome.status(),
                        outcome.error() == null ? null : outcome.error().label(),
                        Duration.ofNanos(System.nanoTime() - start)));
    }

    /** What became of the events at a webhook, the newest first. */
    public Uni<List<Delivery>> deliveries(Caller caller, String id, @Nullable String state, int limit) {
        caller.with(Scope.ACCOUNTS_READ);
        if (limit < 1 || limit > LARGEST_PAGE) {
            throw refused("/limit", "The limit is out of range", "Give 1 to " + LARGEST_PAGE);
        }
        if (state != null && !STATES.contains(state)) {
            throw refused("/state", "There is no such state", "Choose PENDING, DELIVERED or FAILED");
        }
        return repository
                .get(caller.environment(), id)
                .chain(row -> deliveries.list(caller.environment(), row.id, state, limit))
                .map(rows -> rows.stream().map(DeliveryRow::value).toList());
    }

    /** Has an event delivered again, now, whatever became of it. */
    public Uni<Delivery> redeliver(Caller caller, String id, String event) {
        caller.with(Scope.ACCOUNTS_WRITE);
        return repository
                .get(caller.environment(), id)
                .chain(row -> deliveries.again(caller.environment(), row.id, event))
                .map(row -> {
                    if (row == null) {
                        throw Fault.of(
                                        FaultCode.NOT_FOUND,
                                        "The webhook has no such delivery",
                                        "GET /api/v1/webhooks/{id}/deliveries lists them")
                                .asException();
                    }
                    return row.value();
                })
                .invoke(delivery -> dispatcher.look());
    }

    private void set(WebhookRow row, WebhookSettings settings) {
        if (settings.url() != null) {
            policy.parse(settings.url());
            row.url = settings.url();
        }
        if (settings.types() != null) {
            row.types = types(settings.types());
        }
        if (settings.enabled() != null) {
            if (settings.enabled() && !row.enabled) {
                row.disabledCause = null;
                row.failingSince = null;
            }
            row.enabled = settings.enabled();
        }
        row.updatedAt = now();
    }

    private static String types(List<String> types) {
        for (int i = 0; i < types.size(); i++) {
            EventType.checked(String.valueOf(types.get(i)), "/types/" + i);
        }
        return types.stream().distinct().collect(Collectors.joining(" "));
    }

    // As the database keeps it.
    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    private static FaultException refused(String pointer, String detail, String hint) {
        return Fault.of(FaultCode.INVALID_REQUEST, detail, hint).at(pointer).asException();
    }
}
