package dev.sluice.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.fault.FaultException;
import dev.sluice.id.EnvironmentId;
import dev.sluice.telemetry.AuditMeter;
import dev.sluice.testing.Settings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Records on their way to the database, which may be slow, away, or refuse them. */
class LogWriterTest {
    private static final int ROOM = 2500;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<List<String>> written = new ArrayList<>();
    private Uni<Void> answer = Uni.createFrom().voidItem();
    private final LogWriter writer = new LogWriter(
            this::insert,
            Settings.of(AuditConfig.class, "sluice.audit.buffer", Integer.toString(ROOM)),
            new AuditMeter(meters));

    @Test
    void recordsAreWrittenInTheirOrderAThousandAtATime() {
        add(0, 2300);

        flush();

        assertThat(written).extracting(List::size).containsExactly(1000, 1000, 300);
        assertThat(written.stream().flatMap(List::stream)).containsExactlyElementsOf(names(0, 2300));
        assertThat(waiting()).isZero();
    }

    @Test
    void nothingIsWrittenWhereNothingWaits() {
        flush();

        assertThat(written).isEmpty();
    }

    @Test
    void recordsWaitWhileTheDatabaseIsAwayAndAreThenWrittenOnce() {
        answer =
                Uni.createFrom().failure(Fault.of(FaultCode.UNAVAILABLE, "away").asException());
        add(0, 3);
        assertThatThrownBy(this::flush).isInstanceOf(FaultException.class);
        add(3, 5);
        assertThatThrownBy(this::flush).isInstanceOf(FaultException.class);
        written.clear();
        answer = Uni.createFrom().voidItem();

        flush();
        flush();

        assertThat(written).containsExactly(names(0, 5));
        assertThat(dropped()).isZero();
    }

    @Test
    void recordsForWhichThereIsNoRoomAreDroppedAndCounted() {
        add(0, ROOM + 7);

        assertThat(waiting()).isEqualTo(ROOM);
        assertThat(dropped()).isEqualTo(7);
    }

    @Test
    void recordsThatTheDatabaseRefusesDoNotHoldBackTheOthers() {
        answer = Uni.createFrom().failure(new IllegalStateException("a row that cannot be"));
        add(0, 4);
        flush();
        answer = Uni.createFrom().voidItem();
        add(4, 6);

        flush();

        assertThat(dropped()).isEqualTo(4);
        assertThat(written.getLast()).isEqualTo(names(4, 6));
    }

    @Test
    void oneBatchIsUnderWayAtATime() {
        List<UniEmitter<? super Void>> held = new ArrayList<>();
        answer = Uni.createFrom().emitter(held::add);
        add(0, 1);
        CompletableFuture<Void> first = writer.flush().subscribeAsCompletionStage();
        add(1, 2);

        CompletableFuture<Void> second = writer.flush().subscribeAsCompletionStage();

        assertThat(written).containsExactly(names(0, 1));
        assertThat(second).isNotDone();
        held.getFirst().complete(null);
        assertThat(first).isDone();
        assertThat(second).isDone();
        answer = Uni.createFrom().voidItem();
        flush();
        assertThat(written).containsExactly(names(0, 1), names(1, 2));
    }

    private Uni<Void> insert(List<ToolCallLog> logs) {
        written.add(logs.stream().map(ToolCallLog::executionId).toList());
        return answer;
    }

    private void flush() {
        writer.flush().await().atMost(Duration.ofSeconds(10));
    }

    private void add(int from, int to) {
        names(from, to)
                .forEach(name -> writer.add(new ToolCallLog(
                        name,
                        new EnvironmentId("env_1"),
                        "cli_1",
                        CallOrigin.of(CallOrigin.Source.API),
                        "tool",
                        "provider",
                        CallTarget.named(null, null, "who"),
                        null,
                        1)));
    }

    private static List<String> names(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "exe_" + i).toList();
    }

    private double waiting() {
        return meters.get("sluice.audit.waiting").gauge().value();
    }

    private double dropped() {
        return meters.get("sluice.audit.dropped").counter().count();
    }
}
