package dev.sluice.guard.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.fault.FaultException;
import dev.sluice.guard.limit.GuardLimits;
import dev.sluice.telemetry.GuardMeter;
import dev.sluice.testing.EventLoop;
import dev.sluice.workspace.WorkspaceRequest;
import dev.sluice.workspace.WorkspaceResponse;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What requests pass, at a workspace that answers as a test says. */
class RequestGuardTest {
    private static final WorkspaceRequest GET = WorkspaceRequest.get("/api/2.0/clusters/get");
    private static final WorkspaceRequest POST =
            WorkspaceRequest.post("/api/2.0/x", Buffer.buffer("{}"), Duration.ZERO);
    private static final Duration OPEN = Duration.ofMillis(300);

    private final Vertx vertx = Vertx.vertx();
    private final EventLoop loop = EventLoop.of(vertx);
    private final Tap tap = new Tap(System::nanoTime);
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger reset = new AtomicInteger();
    private RequestGuard guard = guard(2);
    private IntFunction<Uni<WorkspaceResponse>> workspace = n -> answer(200);

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void passesAnswersAsTheyAre() {
        for (int status : new int[] {200, 400, 401, 403, 404, 409, 500, 501}) {
            workspace = n -> answer(status);
            assertThat(send(GET).status()).isEqualTo(status);
        }
        assertThat(sent).hasValue(8);
    }

    @ParameterizedTest
    @CsvSource({
        "502, true, 3",
        "503, true, 3",
        "504, true, 3",
        "500, true, 1",
        "502, false, 1",
        "503, false, 1",
        "429, true, 3",
        "429, false, 3",
        "404, true, 1"
    })
    void repeatsWhatIsSafeAndGivesTheLastAnswer(int status, boolean repeatable, int tries) {
        workspace = n -> answer(status);

        assertThat(send(repeatable ? GET : POST).status()).isEqualTo(status);
        assertThat(sent).hasValue(tries);
    }

    @ParameterizedTest
    @CsvSource({"WORKSPACE_UNREACHABLE, 3", "WORKSPACE_TIMEOUT, 1", "OUTCOME_UNKNOWN, 1", "OVERLOADED, 1"})
    void repeatsARequestWithEffectsOnlyWhereNothingWasSent(FaultCode code, int tries) {
        workspace = n -> failure(code);

        assertThat(refused(POST).code()).isEqualTo(code);
        assertThat(sent).hasValue(tries);
    }

    @Test
    void aRetryThatSucceedsIsAllThatTheCallerSees() {
        workspace = n -> n == 1 ? answer(503) : answer(200);

        assertThat(send(GET).status()).isEqualTo(200);
        assertThat(sent).hasValue(2);
    }

    @Test
    void answersComeOnTheCallersContextAfterRetriesToo() {
        workspace = n -> n < 3 ? failure(FaultCode.WORKSPACE_UNREACHABLE) : answer(200);
        AtomicReference<Context> asked = new AtomicReference<>();
        AtomicReference<Context> answered = new AtomicReference<>();

        loop.await(() -> {
            asked.set(Vertx.currentContext());
            return pass(GET, true).invoke(response -> answered.set(Vertx.currentContext()));
        });

        assertThat(answered.get()).isNotNull().isSameAs(asked.get());
    }

    @ParameterizedTest
    @EnumSource(
            value = FaultCode.class,
            names = {"WORKSPACE_UNREACHABLE", "WORKSPACE_TIMEOUT", "OUTCOME_UNKNOWN", "WORKSPACE_ERROR"})
    void opensWhenHalfOfTheWindowGotNoAnswerAndClosesByItselfUnderTraffic(FaultCode code) {
        guard = guard(0);
        workspace = n -> n % 2 == 0 ? failure(code) : answer(200);
        sendAll(20);
        assertThat(guard.breakerState()).isEqualTo("open");
        assertThat(guard.refusal()).satisfies(fault -> {
            assertThat(fault.code()).isEqualTo(FaultCode.WORKSPACE_UNAVAILABLE);
            assertThat(fault.retryAfter()).isBetween(Duration.ofNanos(1), OPEN);
        });
        int before = sent.get();
        assertThat(refused(GET).code()).isEqualTo(FaultCode.WORKSPACE_UNAVAILABLE);
        assertThat(sent).as("nothing is sent").hasValue(before);

        workspace = n -> answer(200);

        await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> {
            sendAll(1);
            assertThat(guard.breakerState()).isEqualTo("closed");
        });
        assertThat(guard.refusal()).isNull();
    }

    @Test
    void staysOpenWhileTheWorkspaceStaysUnwell() {
        opened();
        int before = sent.get();
        long until = System.nanoTime() + OPEN.multipliedBy(4).toNanos();

        while (System.nanoTime() < until) {
            sendAll(1);
        }

        assertThat(sent.get() - before).as("one request each time").isBetween(2, 5);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 409, 422, 429})
    void theCustomersOwnErrorsNeverOpenIt(int status) {
        guard = guard(0);
        // All are sent before the first answer, which may close the tap.
        workspace = n -> Uni.createFrom()
                .emitter(later -> vertx.setTimer(
                        50,
                        now -> answer(status, "Retry-After", "1").subscribe().with(later::complete)));
        loop.await(() -> together(100));

        assertThat(sent).hasValue(100);
        assertThat(guard.breakerState()).isEqualTo("closed");
    }

    @Test
    void aWorkspaceThatNamesItsMaintenanceOrItsLimitsIsNotUnwell() {
        workspace = n -> Uni.createFrom()
                .item(response(503, MultiMap.caseInsensitiveMultiMap(), "{\"error_code\":\"RESOURCE_EXHAUSTED\"}"));
        for (int i = 0; i < 100; i++) {
            sendAll(1);
        }
        assertThat(guard.breakerState()).isEqualTo("closed");
    }

    @Test
    void callersWhoLeaveAreNeverCounted() {
        for (int i = 0; i < 100; i++) {
            cancelOne();
        }

        assertThat(guard.breakerState()).isEqualTo("closed");
        workspace = n -> failure(FaultCode.WORKSPACE_TIMEOUT);
        sendAll(19);
        assertThat(guard.breakerState()).as("the window holds but these").isEqualTo("closed");
        sendAll(1);
        assertThat(guard.breakerState()).isEqualTo("open");
    }

    @Test
    void aCallerWhoLeavesWhileItTriesTheWorkspaceLeavesTheWayFree() {
        opened();
        await().until(() -> guard.breakerState().equals("half_open"));

        cancelOne();

        assertThat(reset).hasValue(1);
        workspace = n -> answer(200);
        await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> {
            sendAll(1);
            assertThat(guard.breakerState()).isEqualTo("closed");
        });
    }

    @Test
    void othersAreHeldBackWhileOneTriesTheWorkspaceButNotForAsLongAsItMayTake() {
        opened();
        await().until(() -> guard.breakerState().equals("half_open"));
        CompletableFuture<WorkspaceResponse> slow = new CompletableFuture<>();
        workspace = n -> Uni.createFrom().completionStage(slow);
        CompletableFuture<WorkspaceResponse> probe = loop.start(() -> pass(GET, true));
        await().until(() -> sent.get() > 0);
        assertThat(refused(GET).code()).isEqualTo(FaultCode.WORKSPACE_UNAVAILABLE);

        workspace = n -> answer(200);
        await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> {
            sendAll(1);
            assertThat(guard.breakerState()).isEqualTo("closed");
        });

        slow.complete(response(200, MultiMap.caseInsensitiveMultiMap(), "late"));
        assertThat(probe.join().body()).hasToString("late");
    }

    @Test
    void cancellingDuringThePauseBeforeARetrySendsNothingMore() {
        workspace = n -> answer(429, "Retry-After", "1");
        AtomicReference<Cancellable> call = new AtomicReference<>();
        loop.run(() -> call.set(pass(GET, true).subscribe().with(response -> {}, failure -> {})));
        await().untilAsserted(() -> assertThat(sent).hasValue(1));

        loop.run(() -> Objects.requireNonNull(call.get()).cancel());

        await().during(Duration.ofMillis(1_300)).atMost(Duration.ofSeconds(3)).until(() -> sent.get() == 1);
    }

    @Test
    void endsARequestThatTakesTooLongAndResetsIt() {
        guard = guard(limits(2, Duration.ofMillis(100)));
        workspace = n -> never();

        assertThat(refused(GET).code()).isEqualTo(FaultCode.WORKSPACE_TIMEOUT);
        assertThat(refused(POST).code()).isEqualTo(FaultCode.OUTCOME_UNKNOWN);
        assertThat(reset).hasValue(2);
        assertThat(sent).as("no retry after a time-out").hasValue(2);
    }

    @ParameterizedTest
    @CsvSource({"3600, 60", "0, 1", "-1, 1", "'Wed, 21 Oct 2026 07:28:00 GMT', 1", "1e99, 1", "5, 5"})
    void a429ClosesTheTapForAsLongAsItSays(String header, long seconds) {
        guard = guard(0);
        workspace = n -> answer(429, "Retry-After", header);

        assertThat(send(GET).status()).isEqualTo(429);

        assertThat(tap.left())
                .isGreaterThan(Duration.ofSeconds(seconds).minusMillis(900))
                .isLessThanOrEqualTo(Duration.ofSeconds(seconds));
        assertThat(guard.refusal()).satisfies(fault -> {
            assertThat(fault.code()).isEqualTo(FaultCode.WORKSPACE_RATE_LIMITED);
            assertThat(fault.retryAfterSeconds()).isBetween(1L, seconds);
        });
    }

    @Test
    void aNewCallDoesNotWaitLongForTheTapAndACallUnderWayDoes() {
        tap.close(Duration.ofMillis(2_500));

        assertThat(refused(GET).code()).isEqualTo(FaultCode.WORKSPACE_RATE_LIMITED);
        assertThat(sent).hasValue(0);
        assertThat(loop.await(() -> pass(GET, false)).status()).isEqualTo(200);
        assertThat(tap.left()).isZero();
    }

    @Test
    void aRetryAsksTheTapAgain() {
        workspace = n -> {
            // Another call is told meanwhile.
            tap.close(Duration.ofSeconds(30));
            return answer(503);
        };

        assertThat(refused(GET).code()).isEqualTo(FaultCode.WORKSPACE_RATE_LIMITED);
        assertThat(sent).hasValue(1);
    }

    @Test
    void retriesAmplifyAFailureByAQuarterAtMost() {
        workspace = n -> n % 5 < 2 ? answer(503) : answer(200);
        int requests = 300;

        for (int i = 0; i < requests; i += 25) {
            loop.await(() -> together(25));
        }

        assertThat((double) sent.get() / requests).isBetween(1.05, 1.25);
    }

    @Test
    void whoeverRepeatsAboveTheGuardHasTheSameBudget() {
        guard = guard(0);
        workspace = n -> n == 10 ? answer(200) : answer(500);
        CallProgress progress = new CallProgress();

        for (int i = 0; i < 15; i++) {
            int status = loop.await(() -> pass(GET, progress)).status();
            assertThat(status).isEqualTo(i == 9 ? 200 : 500);
        }

        assertThat(sent)
                .as("nine repeats, a new request, and the one repeat that is left")
                .hasValue(12);
    }

    private void opened() {
        guard = guard(0);
        workspace = n -> failure(FaultCode.WORKSPACE_UNREACHABLE);
        sendAll(20);
        assertThat(guard.breakerState()).isEqualTo("open");
        sent.set(0);
    }

    private void cancelOne() {
        workspace = n -> never();
        int sentBefore = sent.get();
        int resetBefore = reset.get();
        Cancellable call = loop.call(() -> pass(GET, true).subscribe().with(response -> {}, failure -> {}));
        await().pollInterval(Duration.ofMillis(1)).until(() -> sent.get() == sentBefore + 1);
        loop.run(call::cancel);
        assertThat(reset).as("the request is reset at once").hasValue(resetBefore + 1);
    }

    private Uni<?> together(int count) {
        return Uni.join()
                .all(IntStream.range(0, count)
                        .mapToObj(i -> pass(GET, true).onFailure().recoverWithNull())
                        .toList())
                .andCollectFailures();
    }

    private void sendAll(int count) {
        for (int i = 0; i < count; i++) {
            loop.await(() -> pass(GET, true).onFailure().recoverWithNull());
        }
    }

    private WorkspaceResponse send(WorkspaceRequest request) {
        return loop.await(() -> pass(request, true));
    }

    private Fault refused(WorkspaceRequest request) {
        return catchThrowableOfType(FaultException.class, () -> send(request)).fault();
    }

    private Uni<WorkspaceResponse> pass(WorkspaceRequest request, boolean first) {
        CallProgress progress = new CallProgress();
        if (!first) {
            progress.begin();
        }
        return pass(request, progress);
    }

    private Uni<WorkspaceResponse> pass(WorkspaceRequest request, CallProgress progress) {
        Function<WorkspaceRequest, Uni<WorkspaceResponse>> send =
                passed -> Uni.createFrom().deferred(() -> workspace.apply(sent.incrementAndGet()));
        return guard.pass(request, send, progress);
    }

    private Uni<WorkspaceResponse> never() {
        return Uni.createFrom().emitter(emitter -> emitter.onTermination(reset::incrementAndGet));
    }

    private static Uni<WorkspaceResponse> failure(FaultCode code) {
        return Uni.createFrom().failure(Fault.of(code, "no").asException());
    }

    private static Uni<WorkspaceResponse> answer(int status, String... header) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        if (header.length > 0) {
            headers.add(header[0], header[1]);
        }
        return Uni.createFrom().item(response(status, headers, "{}"));
    }

    private static WorkspaceResponse response(int status, MultiMap headers, String body) {
        return new WorkspaceResponse(GET, "app-1", status, headers, Buffer.buffer(body));
    }

    private RequestGuard guard(int retries) {
        return guard(limits(retries, Duration.ofSeconds(30)));
    }

    private RequestGuard guard(GuardLimits limits) {
        return new RequestGuard(
                vertx,
                limits,
                tap,
                new GuardMeter(new SimpleMeterRegistry()),
                System::nanoTime,
                Duration.ofSeconds(30));
    }

    private static GuardLimits limits(int retries, Duration total) {
        return new GuardLimits(0, 0, 10, 10, 0.5, 20, OPEN, retries, 0.2, Duration.ofSeconds(30), total);
    }
}
