package dev.sluice.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.fault.FaultException;
import dev.sluice.testing.EventLoop;
import dev.sluice.workspace.Authorization;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TokenSlotTest {
    private final Vertx vertx = Vertx.vertx();
    private final EventLoop loop = EventLoop.of(vertx);
    private final TokenEndpoint endpoint = new TokenEndpoint(vertx);
    private final TokenSlot slot = endpoint.slot();

    @AfterEach
    void close() {
        endpoint.close();
    }

    @Test
    void hasNothingReadyBeforeTheFirstMint() {
        assertThat(slot.ready()).isNull();
        assertThat(endpoint.asked()).as("looking does not mint").isZero();
    }

    @Test
    void mintsOnceForTwoHundredThreadsAtOnce() throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        List<CompletableFuture<AccessToken>> tokens = IntStream.range(0, 200)
                .mapToObj(i -> new CompletableFuture<AccessToken>())
                .toList();
        tokens.forEach(token -> Thread.ofVirtual().start(() -> {
            try {
                start.await();
                slot.minted().subscribe().with(token::complete, token::completeExceptionally);
            } catch (InterruptedException e) {
                token.completeExceptionally(e);
            }
        }));

        start.countDown();

        for (CompletableFuture<AccessToken> token : tokens) {
            assertThat(token.get().authorization()).isEqualTo(Authorization.bearer("tok-1"));
        }
        assertThat(endpoint.asked()).isEqualTo(1);
        assertThat(slot.ready()).isSameAs(tokens.getFirst().get());
    }

    @Test
    void mintsAnewForWhoeverWantsToKnowWhetherTheCredentialsAreGood() {
        loop.await(slot::minted);

        AccessToken renewed = loop.await(slot::renewed);

        assertThat(renewed.authorization()).isEqualTo(Authorization.bearer("tok-2"));
        assertThat(slot.ready()).as("calls use it too").isSameAs(renewed);
        assertThat(endpoint.asked()).isEqualTo(2);
    }

    @Test
    void mintsAnewEvenInThePauseAfterAFailure() {
        endpoint.answer(503, "");
        assertThat(refusal().code()).isEqualTo(FaultCode.WORKSPACE_UNAVAILABLE);
        endpoint.server.answer((seen, response) -> endpoint.mint(response));

        assertThat(loop.await(slot::renewed).authorization()).isEqualTo(Authorization.bearer("tok-1"));
        assertThat(slot.ready()).isNotNull();
    }

    @Test
    void aWaiterWhoLeavesTakesNobodyWithHim() {
        BlockingQueue<HttpServerResponse> held = hold();
        CompletableFuture<AccessToken> staying = loop.start(slot::minted);
        Cancellable leaving = loop.call(() -> slot.minted().subscribe().with(token -> {}, failed -> {}));
        HttpServerResponse answer = taken(held);

        loop.run(leaving::cancel);
        endpoint.mint(answer);

        await().until(staying::isDone);
        assertThat(staying.join().authorization()).isEqualTo(Authorization.bearer("tok-1"));
        assertThat(endpoint.asked()).isEqualTo(1);
    }

    @Test
    void theCallerWhoBeganTheMintMayLeaveToo() {
        BlockingQueue<HttpServerResponse> held = hold();
        Cancellable first = loop.call(() -> slot.minted().subscribe().with(token -> {}, failed -> {}));
        HttpServerResponse answer = taken(held);
        CompletableFuture<AccessToken> staying = loop.start(slot::minted);

        loop.run(first::cancel);
        endpoint.mint(answer);

        await().until(staying::isDone);
        assertThat(staying.join().authorization()).isEqualTo(Authorization.bearer("tok-1"));
        assertThat(endpoint.server.givenUp()).isZero();
    }

    @Test
    void servesATokenUntilItIsDueWithoutAskingAgain() {
        minted();
        endpoint.pass(Duration.ofMinutes(29));

        assertThat(ready()).isEqualTo(Authorization.bearer("tok-1"));
        assertThat(endpoint.asked()).isEqualTo(1);
    }

    @Test
    void renewsADueTokenOnceInTheBackgroundAndServesItMeanwhile() {
        minted();
        ready();
        BlockingQueue<HttpServerResponse> held = hold();
        endpoint.pass(Duration.ofMinutes(49));

        IntStream.range(0, 100).forEach(i -> sweep());
        HttpServerResponse answer = taken(held);
        assertThat(IntStream.range(0, 100).mapToObj(i -> ready())).containsOnly(Authorization.bearer("tok-1"));
        endpoint.mint(answer);

        await().until(() -> ready().equals(Authorization.bearer("tok-2")));
        assertThat(endpoint.asked()).isEqualTo(2);
    }

    @Test
    void doesNotRenewATokenThatNobodyUsesAnyMore() {
        minted();
        endpoint.pass(Duration.ofMinutes(49));
        sweep();
        assertThat(endpoint.asked()).as("unused since it was minted").isEqualTo(1);

        ready();
        sweep();

        await().until(() -> endpoint.asked() == 2);
        endpoint.pass(Duration.ofMinutes(49));
        await().untilAsserted(() -> assertThat(ready()).isEqualTo(Authorization.bearer("tok-2")));
    }

    @Test
    void doesNotRenewAheadWhatOtherCredentialsHaveReplaced() {
        minted();
        ready();
        slot.retire();
        endpoint.pass(Duration.ofMinutes(49));

        sweep();

        assertThat(ready()).isEqualTo(Authorization.bearer("tok-1"));
        assertThat(endpoint.asked()).isEqualTo(1);
    }

    @Test
    void waitsForADatabaseThatIsAwayWhileTheTokenHasTime() {
        minted();
        ready();
        endpoint.pass(Duration.ofMinutes(48));
        sweep();
        assertThat(endpoint.asked()).isEqualTo(1);

        endpoint.pass(Duration.ofMinutes(1));
        sweep();

        await().until(() -> endpoint.asked() == 2);
    }

    @Test
    void aTokenEndpointThatIsDownIsNotNoticedUntilTheTokenEndsAndRecoversAtOnce() {
        minted();
        ready();
        endpoint.answer(503, "");
        endpoint.pass(Duration.ofMinutes(49));
        for (int second = 0; second < 599; second++) {
            endpoint.pass(Duration.ofSeconds(1));
            sweep();
            assertThat(ready()).isEqualTo(Authorization.bearer("tok-1"));
        }
        assertThat(endpoint.asked()).as("tried, with pauses").isBetween(8L, 30L);

        endpoint.pass(Duration.ofSeconds(1));
        assertThat(refusal().code()).isEqualTo(FaultCode.WORKSPACE_UNAVAILABLE);
        endpoint.pass(Duration.ofMinutes(5));
        refusal();
        endpoint.server.answer((seen, response) -> endpoint.mint(response));
        endpoint.pass(Duration.ofSeconds(2));

        assertThat(minted()).isEqualTo(Authorization.bearer("tok-2"));
        assertThat(endpoint.failures)
                .containsExactly(new RefreshFailed(
                        endpoint.principal.account(),
                        7,
                        FaultCode.WORKSPACE_UNAVAILABLE,
                        endpoint.failures.getFirst().cause()));
    }

    @Test
    void callsGoOnWhileAnOldSecretIsGoneAndTheNewOneIsNotEntered() {
        minted();
        ready();
        endpoint.answer(401, "{\"error\":\"invalid_client\"}");
        endpoint.pass(Duration.ofMinutes(49));

        sweep();
        await().until(() -> endpoint.failures.size() == 1);
        for (int second = 0; second < 29; second++) {
            endpoint.pass(Duration.ofSeconds(1));
            sweep();
            assertThat(ready()).isEqualTo(Authorization.bearer("tok-1"));
        }
        assertThat(endpoint.asked()).isEqualTo(2);
        assertThat(endpoint.rejections).isEmpty();

        endpoint.pass(Duration.ofSeconds(2));
        sweep();
        await().until(() -> endpoint.rejections.size() == 1);
    }

    @Test
    void theDecidingTryIsDroppedWhereNewCredentialsHaveCome() {
        minted();
        ready();
        endpoint.answer(401, "{\"error\":\"invalid_client\"}");
        endpoint.pass(Duration.ofMinutes(49));
        sweep();
        await().until(() -> endpoint.failures.size() == 1);

        slot.retire();
        endpoint.pass(Duration.ofMinutes(1));
        sweep();

        assertThat(endpoint.asked()).isEqualTo(2);
        assertThat(endpoint.rejections).isEmpty();
    }

    @Test
    void aJumpOfTheClockRenewsOnceAndNoMore() {
        minted();
        ready();
        endpoint.pass(Duration.ofHours(1));
        assertThat(slot.ready()).isNull();
        assertThat(minted()).isEqualTo(Authorization.bearer("tok-2"));
        ready();

        endpoint.pass(Duration.ofHours(-1));
        IntStream.range(0, 50).forEach(i -> sweep());

        assertThat(ready()).isEqualTo(Authorization.bearer("tok-2"));
        assertThat(endpoint.asked()).isEqualTo(2);
    }

    @Test
    void neverSendsATokenBelowItsMargin() {
        minted();
        endpoint.answer(503, "");
        endpoint.pass(Duration.ofSeconds(3539));
        assertThat(ready()).isEqualTo(Authorization.bearer("tok-1"));

        endpoint.pass(Duration.ofSeconds(1));

        assertThat(slot.ready()).isNull();
    }

    @Test
    void whoNeedsATokenWaitsForTheRenewalUnderWay() {
        minted();
        ready();
        BlockingQueue<HttpServerResponse> held = hold();
        endpoint.pass(Duration.ofMinutes(49));
        sweep();
        HttpServerResponse answer = taken(held);
        endpoint.pass(Duration.ofMinutes(10));

        CompletableFuture<AccessToken> waiting = loop.start(slot::minted);
        endpoint.mint(answer);

        await().until(waiting::isDone);
        assertThat(waiting.join().authorization()).isEqualTo(Authorization.bearer("tok-2"));
        assertThat(endpoint.asked()).isEqualTo(2);
    }

    @Test
    void aFailedRenewalKeepsTheOldTokenAndBacksOff() {
        minted();
        ready();
        endpoint.answer(503, "");
        endpoint.pass(Duration.ofMinutes(49));
        sweep();
        await().until(() -> slot.setback() != null);

        IntStream.range(0, 100).forEach(i -> sweep());
        assertThat(ready()).isEqualTo(Authorization.bearer("tok-1"));
        assertThat(endpoint.asked()).as("in the pause of a second").isEqualTo(2);

        endpoint.pass(Duration.ofSeconds(2));
        sweep();
        assertThat(ready()).isEqualTo(Authorization.bearer("tok-1"));
        await().until(() -> endpoint.asked() == 3);
    }

    @Test
    void triesEveryTwoSecondsWhileCallsHaveNoToken() {
        endpoint.answer(503, "");

        for (long pause : new long[] {1, 2, 2, 2, 2}) {
            long before = endpoint.asked();
            assertThat(refusal().code()).isEqualTo(FaultCode.WORKSPACE_UNAVAILABLE);
            assertThat(endpoint.asked()).isEqualTo(before + 1);
            endpoint.pass(Duration.ofSeconds(pause).minusMillis(1));
            assertThat(refusal().retryAfter()).isBetween(Duration.ofMillis(1), Duration.ofSeconds(2));
            assertThat(endpoint.asked()).as("in the pause of %d s", pause).isEqualTo(before + 1);
            endpoint.pass(Duration.ofMillis(2));
        }
    }

    @Test
    void forgetsFailuresAfterASuccess() {
        endpoint.answer(503, "");
        refusal();
        endpoint.pass(Duration.ofSeconds(2));
        refusal();
        endpoint.pass(Duration.ofSeconds(3));
        endpoint.server.answer((seen, response) -> endpoint.mint(response));
        minted();
        endpoint.answer(503, "");
        dies();
        endpoint.pass(Duration.ofMillis(1_001));
        long before = endpoint.asked();

        refusal();

        assertThat(endpoint.asked()).as("the pause is a second again").isEqualTo(before + 1);
        assertThat(endpoint.failures).as("one for each run of failures").hasSize(2);
    }

    @Test
    void tellsEveryoneWhoWaitsOfOneFailure() {
        BlockingQueue<HttpServerResponse> held = hold();
        List<CompletableFuture<AccessToken>> waiting =
                IntStream.range(0, 50).mapToObj(i -> loop.start(slot::minted)).toList();

        taken(held).setStatusCode(503).end();

        await().until(() -> waiting.stream().allMatch(CompletableFuture::isCompletedExceptionally));
        assertThat(endpoint.asked()).isEqualTo(1);
    }

    @Test
    void aLateRefusalOfAnOldTokenDoesNotKillItsSuccessor() {
        minted();
        AccessToken dead = Objects.requireNonNull(slot.ready());
        assertThat(replaced(dead)).isEqualTo(Authorization.bearer("tok-2"));

        assertThat(replaced(dead)).isEqualTo(Authorization.bearer("tok-2"));

        assertThat(ready()).isEqualTo(Authorization.bearer("tok-2"));
        assertThat(endpoint.asked()).isEqualTo(2);
    }

    @Test
    void recoversFromAnAnswerThatIsNoToken() {
        endpoint.answer(200, "{\"access_token\":null}");
        assertThat(refusal().code()).isEqualTo(FaultCode.NOT_A_WORKSPACE);

        endpoint.pass(Duration.ofSeconds(2));
        endpoint.server.answer((seen, response) -> endpoint.mint(response));

        assertThat(minted()).isEqualTo(Authorization.bearer("tok-1"));
    }

    private void sweep() {
        loop.run(slot::renewIfDue);
    }

    /** The workspace refuses the token held, and there is no other. */
    private void dies() {
        AccessToken dead = Objects.requireNonNull(slot.ready());
        assertThat(catchThrowableOfType(FaultException.class, () -> replaced(dead)))
                .isNotNull();
    }

    private Authorization replaced(AccessToken dead) {
        return loop.await(() -> Objects.requireNonNull(slot.replacement(dead))).authorization();
    }

    private Authorization minted() {
        return loop.await(slot::minted).authorization();
    }

    private Authorization ready() {
        return loop.call(() -> Objects.requireNonNull(slot.ready()).authorization());
    }

    private Fault refusal() {
        FaultException thrown = catchThrowableOfType(FaultException.class, this::minted);
        assertThat(thrown).isNotNull();
        return thrown.fault();
    }

    private BlockingQueue<HttpServerResponse> hold() {
        BlockingQueue<HttpServerResponse> held = new LinkedBlockingQueue<>();
        endpoint.server.answer((seen, response) -> held.add(response));
        return held;
    }

    private static HttpServerResponse taken(BlockingQueue<HttpServerResponse> held) {
        await().until(() -> !held.isEmpty());
        return held.remove();
    }
}
