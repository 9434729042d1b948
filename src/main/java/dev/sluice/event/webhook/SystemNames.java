package dev.sluice.event.webhook;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/** Asks the operating system, which blocks: on threads of its own, so that a name that hangs keeps nobody else waiting. */
@Singleton
final class SystemNames implements NameService {
    private static final int THREADS = 32;

    /** Looks a name up, for as long as that takes. */
    interface Lookup {
        InetAddress[] all(String name) throws Exception;
    }

    private final WorkerExecutor worker;
    private final Semaphore permits;
    private final Duration timeout;
    private final Lookup lookup;

    @Inject
    SystemNames(Vertx vertx, WebhookConfig config) {
        this(
                vertx.createSharedWorkerExecutor("sluice-names", THREADS),
                THREADS + config.maxDeliveries(),
                config.timeout(),
                InetAddress::getAllByName);
    }

    /** @param most look-ups under way or waiting for a thread */
    SystemNames(WorkerExecutor worker, int most, Duration timeout, Lookup lookup) {
        this.worker = worker;
        this.permits = new Semaphore(most);
        this.timeout = timeout;
        this.lookup = lookup;
    }

    @Override
    public Uni<List<InetAddress>> addresses(String name) {
        return Uni.createFrom().deferred(() -> {
            if (!permits.tryAcquire()) {
                return Uni.createFrom().failure(new Busy());
            }
            AtomicBoolean begun = new AtomicBoolean();
            var found = worker.executeBlocking(
                            () -> {
                                begun.set(true);
                                return List.of(lookup.all(name));
                            },
                            false)
                    .onComplete(done -> permits.release());
            return Uni.createFrom()
                    .completionStage(found::toCompletionStage)
                    .ifNoItem()
                    .after(timeout)
                    .failWith(() -> begun.get() ? new TimeoutException() : new Busy());
        });
    }

    @PreDestroy
    void close() {
        worker.close();
    }
}
