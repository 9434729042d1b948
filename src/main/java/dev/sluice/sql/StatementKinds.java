package dev.sluice.sql;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Tells what SQL texts do: one that was seen lately at once, another after a parse on threads of its own. Holds digests
 * of texts, never a text.
 */
@Singleton
public final class StatementKinds {
    private static final int THREADS = 2;
    private static final int MOST_WAITING = 4_096;
    private static final int REMEMBERED = 20_000;
    // Digesting a longer text would hold the event loop up.
    private static final int LONGEST_REMEMBERED = 64 * 1024;

    private final StatementReader reader = new StatementReader();
    private final Cache<TextDigest, StatementKind> told =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();
    private final AtomicInteger waiting = new AtomicInteger();
    private final WorkerExecutor worker;

    public StatementKinds(Vertx vertx) {
        worker = vertx.createSharedWorkerExecutor("sluice-sql", THREADS);
    }

    /** The first parse takes some hundred milliseconds: not at a caller's cost. */
    void prepare(@Observes StartupEvent started) {
        worker.executeBlocking(() -> reader.read("SELECT a FROM b WHERE c = :d"), false);
    }

    /**
     * What a text does, told on the caller's context.
     *
     * @return fails with {@code OVERLOADED} where too many texts wait for their parse
     */
    public Uni<StatementKind> of(String text) {
        if (text.length() > StatementReader.LONGEST) {
            return Uni.createFrom().item(StatementReader.tooLong());
        }
        if (text.length() > LONGEST_REMEMBERED) {
            return parsed(text);
        }
        TextDigest digest = TextDigest.of(text);
        @Nullable StatementKind known = told.getIfPresent(digest);
        return known != null ? Uni.createFrom().item(known) : parsed(text).invoke(kind -> told.put(digest, kind));
    }

    private Uni<StatementKind> parsed(String text) {
        if (waiting.incrementAndGet() > MOST_WAITING) {
            waiting.decrementAndGet();
            return Uni.createFrom().failure(overloaded());
        }
        return Uni.createFrom()
                .completionStage(worker.executeBlocking(() -> reader.read(text), false)
                        .onComplete(done -> waiting.decrementAndGet())
                        .toCompletionStage());
    }

    private static Throwable overloaded() {
        return Fault.of(
                        FaultCode.OVERLOADED,
                        "Too many new SQL statements are being parsed.",
                        "Try again; statements that were run before are not parsed again.")
                .asException();
    }

    @PreDestroy
    void close() {
        worker.close();
    }
}
