package dev.sluice.sandbox.warehouses;

import dev.sluice.sandbox.settings.LiveSettings;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** One SQL warehouse: its state in time. Thread-safe. */
public final class Warehouse {
    /** Databricks REST: warehouse states. */
    public enum State {
        STARTING,
        RUNNING,
        STOPPING,
        STOPPED
    }

    private final String id;
    private final String name;
    private final Vertx vertx;
    private final LiveSettings settings;
    private final CopyOnWriteArrayList<Consumer<Warehouse>> stopListeners = new CopyOnWriteArrayList<>();
    private final AtomicInteger sessions = new AtomicInteger();
    // Guarded by this.
    private State state;
    private long change;
    private Promise<Void> running = Promise.promise();

    public Warehouse(String id, String name, State initial, Vertx vertx, LiveSettings settings) {
        this.id = id;
        this.name = name;
        this.state = initial;
        this.vertx = vertx;
        this.settings = settings;
        if (initial == State.RUNNING) {
            running.complete();
        }
    }

    public String id() {
        return id;
    }

    public String name() {
        return name;
    }

    public synchronized State state() {
        return state;
    }

    public AtomicInteger sessions() {
        return sessions;
    }

    /** Calls the listener, on any thread, each time the warehouse begins to stop. */
    public void onStop(Consumer<Warehouse> listener) {
        stopListeners.add(listener);
    }

    /** Completes once the warehouse runs; starts it if nobody has: {@code auto_resume}. */
    public Future<Void> ready() {
        synchronized (this) {
            start();
            return running.future();
        }
    }

    /** Begins to start; nothing happens where it runs or starts already. */
    public synchronized void start() {
        if (state == State.STOPPED || state == State.STOPPING) {
            enter(State.STARTING);
            after(settings.now().warehouses().startDelay(), State.RUNNING);
        }
    }

    /** Begins to stop; nothing happens where it is stopped or stops already. */
    public void stop() {
        synchronized (this) {
            if (state == State.STOPPED || state == State.STOPPING) {
                return;
            }
            enter(State.STOPPING);
            after(settings.now().warehouses().stopDelay(), State.STOPPED);
        }
        stopListeners.forEach(listener -> listener.accept(this));
    }

    /** Puts the warehouse into a state at once, for tests that do not want to wait. */
    public synchronized void force(State next) {
        enter(next);
    }

    private void after(Duration delay, State next) {
        if (delay.isZero()) {
            enter(next);
            return;
        }
        long expected = change;
        vertx.setTimer(delay.toMillis(), timer -> arrive(expected, next));
    }

    private synchronized void arrive(long expected, State next) {
        if (change == expected) {
            enter(next);
        }
    }

    private void enter(State next) {
        state = next;
        change++;
        if (next == State.RUNNING) {
            running.tryComplete();
        } else if (running.future().isComplete()) {
            running = Promise.promise();
        }
    }
}
