package dev.sluice.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.fault.FaultException;
import dev.sluice.sql.StatementKind.Changes;
import dev.sluice.sql.StatementKind.Reads;
import dev.sluice.sql.StatementKind.Unreadable;
import dev.sluice.testing.EventLoop;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StatementKindsTest {
    private final Vertx vertx = Vertx.vertx();
    private final EventLoop loop = EventLoop.of(vertx);
    private final StatementKinds kinds = new StatementKinds(vertx);

    @AfterEach
    void close() {
        kinds.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void aTextIsToldOnTheCallersEventLoop() {
        List<Object> told = loop.await(() -> kinds.of("DROP TABLE t")
                .map(kind -> List.of(kind, Thread.currentThread().getName())));

        assertThat(told.getFirst()).isEqualTo(new Changes("DROP"));
        assertThat((String) told.getLast()).contains("eventloop");
    }

    @Test
    void aTextSeenBeforeIsToldAtOnce() {
        loop.await(() -> kinds.of("SELECT 1"));

        StatementKind told = loop.call(
                () -> kinds.of("SELECT 1").subscribe().asCompletionStage().getNow(new Changes("nothing yet")));

        assertThat(told).isEqualTo(new Reads());
    }

    @Test
    void aTextTooLongToBeParsedIsToldAtOnce() {
        String text = "SELECT " + "1".repeat(StatementReader.LONGEST);

        StatementKind told =
                loop.call(() -> kinds.of(text).subscribe().asCompletionStage().getNow(new Changes("nothing yet")));

        assertThat(told).isInstanceOf(Unreadable.class);
    }

    @Test
    void moreTextsThanMayWaitAreRefused() {
        List<String> outcomes = loop.await(() -> Uni.join()
                .all(IntStream.range(0, 20_000)
                        .mapToObj(number -> kinds.of("SELECT " + number))
                        .map(told -> told.map(kind -> "told")
                                .onFailure(FaultException.class)
                                .recoverWithItem(refused -> ((FaultException) refused)
                                        .fault()
                                        .code()
                                        .label()))
                        .toList())
                .andFailFast());

        assertThat(outcomes).containsOnly("told", "overloaded");
    }
}
