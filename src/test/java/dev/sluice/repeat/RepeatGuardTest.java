package dev.sluice.repeat;

import static java.util.concurrent.CompletableFuture.supplyAsync;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.fault.FaultException;
import dev.sluice.testing.PostgresResource;
import dev.sluice.vault.Vault;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Replicas are guards with memories of their own and one database. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
class RepeatGuardTest {
    @Inject
    CallRecordRepository repository;

    @Inject
    Vault vault;

    @Inject
    Vertx vertx;

    @Inject
    RepeatConfig config;

    private final AtomicInteger runs = new AtomicInteger();
    private final CallKey named =
            CallKey.of("cli", "ca", "host", "tool", UUID.randomUUID().toString(), new byte[] {1});
    private final CallKey unnamed = CallKey.of(
            "cli", "ca", "host", "tool", null, UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8));

    private RepeatGuard replica() {
        return new RepeatGuard(new SharedRecords(repository, vault, config, vertx), config);
    }

    private Outcome once(RepeatGuard guard, CallKey key, String execution, Supplier<Effect> effect) {
        return guard.once(
                        key,
                        execution,
                        () -> Uni.createFrom().item(() -> {
                            runs.incrementAndGet();
                            return effect.get();
                        }),
                        () -> {})
                .await()
                .atMost(Duration.ofSeconds(20));
    }

    private static Effect cluster() {
        return new Effect(Buffer.buffer("{\"cluster_id\":\"canary-7f3a\"}"), null);
    }

    @Test
    void aReplicaKnowsTheCallsOfTheOthers() {
        Outcome first = once(replica(), named, "exe_1", RepeatGuardTest::cluster);
        Outcome second = once(replica(), named, "exe_2", RepeatGuardTest::cluster);

        assertThat(runs).hasValue(1);
        assertThat(first).isEqualTo(new Outcome.First(cluster().answer()));
        assertThat(second)
                .isEqualTo(new Outcome.Repeat(
                        "exe_1", new Remembered.Answer(cluster().answer())));
    }

    @Test
    void answersAreSealedInTheDatabase() {
        once(replica(), named, "exe_1", RepeatGuardTest::cluster);

        assertThat(PostgresResource.rows(
                        "select encode(ciphertext, 'escape') from call_record where id = '" + named.id() + "'"))
                .singleElement()
                .asString()
                .hasSizeGreaterThan(20)
                .doesNotContain("canary-7f3a");
    }

    @Test
    void replicasThatAreAskedAtOnceRunACallOnce() {
        List<CompletableFuture<Outcome>> outcomes = Stream.generate(this::replica)
                .limit(6)
                .map(replica ->
                        supplyAsync(() -> once(replica, unnamed, "exe", () -> new Effect(Buffer.buffer(), "stmt-1"))))
                .toList();

        assertThat(outcomes.stream().map(CompletableFuture::join))
                .hasSize(6)
                .filteredOn(Outcome.Repeat.class::isInstance)
                .hasSize(5)
                .containsOnly(new Outcome.Repeat("exe", new Remembered.Statement("stmt-1")));
        assertThat(runs).hasValue(1);
    }

    @Test
    void aKeyWithOtherParametersIsRefusedEverywhere() {
        RepeatGuard here = replica();
        once(here, named, "exe_1", RepeatGuardTest::cluster);
        CallKey other = new CallKey(named.id(), named.owner(), "another", true, false);

        for (RepeatGuard guard : List.of(here, replica())) {
            FaultException refused = catchThrowableOfType(
                    FaultException.class, () -> once(guard, other, "exe_2", RepeatGuardTest::cluster));
            assertThat(refused.fault().code()).isEqualTo(FaultCode.REPEAT_DIFFERS);
        }
        assertThat(runs).hasValue(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"WORKSPACE_RATE_LIMITED", "WORKSPACE_UNREACHABLE", "SQL_ERROR", "PRIVILEGE_MISSING"})
    void aCallWithoutEffectMayRunAgainEverywhere(FaultCode code) {
        RepeatGuard here = replica();

        for (RepeatGuard guard : List.of(here, here, replica())) {
            assertThat(failing(guard, code).fault().code()).isEqualTo(code);
        }
        assertThat(runs).hasValue(3);
    }

    @ParameterizedTest
    @EnumSource(names = {"OUTCOME_UNKNOWN", "INTERNAL", "RESULT_TOO_LARGE", "NOT_A_WORKSPACE"})
    void aCallWhoseEffectIsNotKnownDoesNotRunAgainAnywhere(FaultCode code) {
        RepeatGuard here = replica();
        failing(here, code);

        for (RepeatGuard guard : List.of(here, replica())) {
            assertThat(once(guard, named, "exe_2", RepeatGuardTest::cluster))
                    .isEqualTo(new Outcome.Repeat("exe_1", new Remembered.Unknown()));
        }
        assertThat(runs).hasValue(1);
    }

    private FaultException failing(RepeatGuard guard, FaultCode code) {
        return catchThrowableOfType(
                FaultException.class,
                () -> once(guard, named, "exe_1", () -> {
                    throw Fault.of(code, "It failed.").asException();
                }));
    }

    @Test
    void aCallWhoseReplicaDiedIsNotRunAgain() {
        PostgresResource.execute(
                "insert into call_record (id, owner, fingerprint, execution_id, started_at, expires_at) values ('"
                        + named.id() + "', '', '" + named.fingerprint()
                        + "', 'exe_0', now() - interval '3 minutes', now() + interval '1 hour')");

        assertThat(once(replica(), named, "exe_1", RepeatGuardTest::cluster))
                .isEqualTo(new Outcome.Repeat("exe_0", new Remembered.Unknown()));
        assertThat(runs).hasValue(0);
    }

    @Test
    void anExpiredRecordIsAsGoodAsNone() {
        PostgresResource.execute(
                "insert into call_record (id, owner, fingerprint, execution_id, started_at, expires_at, outcome) values ('"
                        + named.id()
                        + "', '', 'another', 'exe_0', now() - interval '2 days', now() - interval '1 day', 'UNKNOWN')");

        assertThat(once(replica(), named, "exe_1", RepeatGuardTest::cluster)).isInstanceOf(Outcome.First.class);
    }

    @Test
    void theSameCallAfterAnotherIsMeant() {
        CallKey other = CallKey.of("cli", "ca", "host", "tool", null, new byte[] {2});
        once(replica(), unnamed, "exe_1", RepeatGuardTest::cluster);
        once(replica(), other, "exe_2", RepeatGuardTest::cluster);

        assertThat(once(replica(), unnamed, "exe_3", RepeatGuardTest::cluster)).isInstanceOf(Outcome.First.class);
        assertThat(runs).hasValue(3);
    }

    @Test
    void anotherOwnersCallChangesNothingOfThat() {
        CallKey others = CallKey.of("cli", "another", "host", "tool", null, new byte[] {2});
        once(replica(), unnamed, "exe_1", RepeatGuardTest::cluster);
        once(replica(), others, "exe_2", RepeatGuardTest::cluster);

        assertThat(once(replica(), unnamed, "exe_3", RepeatGuardTest::cluster)).isInstanceOf(Outcome.Repeat.class);
    }

    @Test
    void aCallWithAKeyIsRememberedWhateverCameBetween() {
        once(replica(), named, "exe_1", RepeatGuardTest::cluster);
        once(replica(), unnamed, "exe_2", RepeatGuardTest::cluster);

        assertThat(once(replica(), named, "exe_3", RepeatGuardTest::cluster)).isInstanceOf(Outcome.Repeat.class);
    }

    @Test
    void aScriptThatFailedHalfWayIsNotRunAgain() {
        CallKey script = named.partly();
        FaultException failed = catchThrowableOfType(
                FaultException.class,
                () -> once(replica(), script, "exe_1", () -> {
                    throw Fault.of(FaultCode.SQL_ERROR, "It failed.")
                            .withStatementId("stmt-1")
                            .asException();
                }));

        assertThat(failed.fault().code()).isEqualTo(FaultCode.SQL_ERROR);
        assertThat(once(replica(), script, "exe_2", RepeatGuardTest::cluster))
                .isEqualTo(new Outcome.Repeat("exe_1", new Remembered.Statement("stmt-1")));
    }

    @Test
    void whatCouldNotBeWrittenIsWrittenOnceTheDatabaseIsBack() {
        SharedRecords shared = new SharedRecords(repository, vault, config, vertx);
        RepeatGuard here = new RepeatGuard(shared, config);
        PostgresResource.close();
        try {
            once(here, named, "exe_1", RepeatGuardTest::cluster);
        } finally {
            PostgresResource.open();
        }

        await().until(
                        () -> {
                            shared.flush();
                            return PostgresResource.rows(
                                    "select outcome from call_record where id = '" + named.id() + "'");
                        },
                        List.of("ANSWER")::equals);
        assertThat(once(replica(), named, "exe_2", RepeatGuardTest::cluster)).isInstanceOf(Outcome.Repeat.class);
    }

    @Test
    void aCallGoesOnWhenItsCallerHangsUp() {
        CompletableFuture<Effect> workspace = new CompletableFuture<>();
        RepeatGuard guard = replica();
        CompletableFuture<Boolean> asked = new CompletableFuture<>();
        CompletableFuture<Boolean> over = new CompletableFuture<>();
        var caller = guard.once(
                        named,
                        "exe_1",
                        () -> {
                            asked.complete(true);
                            return Uni.createFrom().completionStage(workspace);
                        },
                        () -> over.complete(true))
                .subscribe()
                .with(done -> {}, cause -> {});
        assertThat(asked).succeedsWithin(Duration.ofSeconds(20));

        caller.cancel();
        assertThat(over).isNotDone();
        workspace.complete(cluster());

        assertThat(over).succeedsWithin(Duration.ofSeconds(20));

        assertThat(once(guard, named, "exe_2", RepeatGuardTest::cluster))
                .isEqualTo(new Outcome.Repeat(
                        "exe_1", new Remembered.Answer(cluster().answer())));
        assertThat(runs).hasValue(0);
    }

    @Test
    void whileTheDatabaseIsAwayAReplicaGoesByItsOwnMemory() {
        RepeatGuard guard = replica();
        PostgresResource.close();
        try {
            once(guard, named, "exe_1", RepeatGuardTest::cluster);
            Outcome second = once(guard, named, "exe_2", RepeatGuardTest::cluster);

            assertThat(second).isInstanceOf(Outcome.Repeat.class);
            assertThat(runs).hasValue(1);
        } finally {
            PostgresResource.open();
        }
    }
}
