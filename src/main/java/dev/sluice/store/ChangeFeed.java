package dev.sluice.store;

import dev.sluice.store.ListeningConnection.Loss;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Every change of a row that replicas hold copies of, from PostgreSQL's notifications, within a second and on every
 * replica, the one that made it included. Triggers send them (docs/adr/0011).
 */
@ApplicationScoped
public class ChangeFeed implements Changes {
    private static final Logger LOG = Logger.getLogger(ChangeFeed.class);

    private final Map<String, List<Consumer<JsonObject>>> listeners = new ConcurrentHashMap<>();
    private final List<Runnable> lossListeners = new CopyOnWriteArrayList<>();
    private final List<Runnable> gapListeners = new CopyOnWriteArrayList<>();
    private final ListeningConnection connection;
    private final Reachability reachability;
    private final MeterRegistry meters;
    private final Counter gaps;
    private volatile boolean live;
    private volatile boolean wasLive;
    private volatile boolean deaf;

    ChangeFeed(Vertx vertx, DatabaseConnector connector, Reachability reachability, MeterRegistry meters) {
        this.reachability = reachability;
        this.meters = meters;
        this.gaps = Counter.builder("sluice.changes.gaps")
                .description("Times at which changes may have been missed, so that all copies were looked up anew")
                .register(meters);
        Gauge.builder("sluice.changes.connected", () -> live ? 1 : 0)
                .description("Whether changes are told by the database now")
                .register(meters);
        this.connection = new ListeningConnection(vertx, connector::connect, connector::tell, new Ears());
    }

    void start(@Observes StartupEvent started) {
        connection.open();
    }

    void stop(@Observes ShutdownEvent stopped) {
        connection.close();
    }

    @Override
    public void on(String table, Consumer<JsonObject> change) {
        listeners.computeIfAbsent(table, name -> new CopyOnWriteArrayList<>()).add(change);
    }

    @Override
    public void onLoss(Runnable loss) {
        lossListeners.add(loss);
    }

    @Override
    public void onGap(Runnable gap) {
        gapListeners.add(gap);
    }

    @Override
    public boolean isLive() {
        return live;
    }

    private void told(String payload) {
        JsonObject change;
        try {
            change = new JsonObject(payload);
        } catch (DecodeException garbled) {
            LOG.warn("A change was told that cannot be read; everything held is looked up anew");
            gap();
            return;
        }
        @Nullable String table = change.getString("table");
        @Nullable List<Consumer<JsonObject>> interested = table == null ? null : listeners.get(table);
        if (interested != null) {
            meters.counter("sluice.changes", "table", table).increment();
            // Every listener hears of it, whatever becomes of it with the others.
            long failures = interested.stream()
                    .map(listener -> run(() -> listener.accept(change)))
                    .filter(taken -> !taken)
                    .count();
            if (failures > 0) {
                gap();
            }
        }
    }

    private void gap() {
        gaps.increment();
        gapListeners.forEach(ChangeFeed::run);
    }

    private static boolean run(Runnable listener) {
        try {
            listener.run();
            return true;
        } catch (RuntimeException broken) {
            LOG.error("A change could not be taken in", broken);
            return false;
        }
    }

    private final class Ears implements ListeningConnection.Listener {
        @Override
        public void listening() {
            reachability.answered();
            live = true;
            deaf = false;
            if (wasLive) {
                LOG.info("Changes are told by the database again");
            }
            // The first time too: what was looked up while the gateway started may have changed before it listened.
            gap();
            wasLive = true;
        }

        @Override
        public void heard(String payload) {
            told(payload);
        }

        @Override
        public void answered() {
            reachability.answered();
        }

        @Override
        public void lost(Loss how) {
            live = false;
            if (how == Loss.DEAF && deaf) {
                return;
            }
            deaf = how == Loss.DEAF;
            LOG.warnf(
                    "Changes are not told by the database now: what is held is looked up each half minute%s",
                    deaf
                            ? ". It lets this gateway listen and tells it nothing: most likely a connection pool such as"
                                    + " PgBouncer in transaction mode is in between, or another server than the pool's"
                            : "");
            lossListeners.forEach(ChangeFeed::run);
            if (how == Loss.SILENT) {
                reachability.unanswered();
            }
        }
    }
}
