package dev.sluice.caller.jwt;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.concurrent.Callable;

/** The threads that RSA runs on: a signature costs near a millisecond of CPU, too long for an event loop. */
@Singleton
class SignatureWorker {
    private static final int THREADS = 2;

    private final WorkerExecutor worker;

    SignatureWorker(Vertx vertx) {
        worker = vertx.createSharedWorkerExecutor("sluice-signature", THREADS);
    }

    /** Runs the work there; the result comes back on the caller's context. */
    <T> Uni<T> run(Callable<T> work) {
        return Uni.createFrom()
                .completionStage(() -> worker.executeBlocking(work, false).toCompletionStage());
    }

    @PreDestroy
    void close() {
        worker.close();
    }
}
