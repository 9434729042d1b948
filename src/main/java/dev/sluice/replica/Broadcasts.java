package dev.sluice.replica;

import dev.sluice.store.Changes;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** Short words to every gateway that shares the database, this one included; lost while the database is away. */
@ApplicationScoped
public class Broadcasts {
    private static final Logger LOG = Logger.getLogger(Broadcasts.class);
    private static final String WORD = "word";

    // Whoever has many words does not take the connections of everybody else's calls.
    private static final int MOST_UNDER_WAY = 4;

    private final AtomicInteger underWay = new AtomicInteger();
    private final ReplicaRepository repository;
    private final Replicas replicas;
    private final Changes changes;

    Broadcasts(ReplicaRepository repository, Replicas replicas, Changes changes) {
        this.repository = repository;
        this.replicas = replicas;
        this.changes = changes;
    }

    /** Registers who hears what is said on a topic. Must not block. */
    public void on(String topic, Consumer<String> listener) {
        changes.on(topic, told -> listener.accept(told.getString(WORD)));
    }

    /**
     * Tells the others, if there are any, as far as the database keeps up. Never fails.
     *
     * @param word at most a few hundred characters, and no secret
     */
    public void tell(String topic, String word) {
        if (replicas.live() < 2) {
            return;
        }
        if (underWay.incrementAndGet() > MOST_UNDER_WAY) {
            underWay.decrementAndGet();
        } else {
            repository
                    .tell(new JsonObject().put("table", topic).put(WORD, word).encode())
                    .onTermination()
                    .invoke(underWay::decrementAndGet)
                    .subscribe()
                    .with(told -> {}, away -> LOG.debugf("The other replicas were not told: %s", away.getMessage()));
        }
    }
}
