package dev.sluice.account.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CheckListTest {
    private static final Fault BROKEN = Fault.of(FaultCode.WORKSPACE_ERROR, "It broke.", "Mend it.");

    @Test
    void makesNoCheckThatBuildsOnAFailedOne() {
        AtomicInteger looked = new AtomicInteger();

        List<Diagnosis.Result> results = made(
                Duration.ofSeconds(10),
                check("a", null, () -> Uni.createFrom().failure(BROKEN.asException())),
                check("b", "a", () -> counted(looked)),
                check("c", "b", () -> counted(looked)),
                check("d", null, () -> counted(looked)));

        assertThat(results)
                .extracting(
                        Diagnosis.Result::check,
                        result -> result.finding().verdict(),
                        result -> result.finding().evidence())
                .containsExactly(
                        tuple("a", Verdict.FAILED, "It broke."),
                        tuple("b", Verdict.SKIPPED, "Not tried: it needs a."),
                        tuple("c", Verdict.SKIPPED, "Not tried: it needs b."),
                        tuple("d", Verdict.PASSED, "Fine."));
        assertThat(looked).hasValue(1);
        assertThat(results.getFirst().finding().remedy()).isEqualTo("Mend it.");
    }

    @Test
    void endsInTimeWhateverAWorkspaceDoes() {
        AtomicBoolean given = new AtomicBoolean();

        List<Diagnosis.Result> results = made(
                Duration.ofMillis(500),
                check(
                        "a",
                        null,
                        () -> Uni.createFrom()
                                .<Finding>nothing()
                                .onCancellation()
                                .invoke(() -> given.set(true))),
                check("b", null, () -> Uni.createFrom().item(Finding.passed("Fine."))));

        assertThat(results)
                .extracting(result -> result.finding().verdict())
                .containsExactly(Verdict.FAILED, Verdict.SKIPPED);
        assertThat(results.getFirst().finding().fault())
                .satisfies(fault -> assertThat(fault.code()).isEqualTo(FaultCode.WORKSPACE_TIMEOUT));
        assertThat(given).as("the request is given up").isTrue();
    }

    @Test
    void tellsNothingOfADefectOfItsOwn() {
        List<Diagnosis.Result> results = made(Duration.ofSeconds(10), check("a", null, () -> {
            throw new IllegalStateException("canary-7f3a");
        }));

        assertThat(results.toString()).doesNotContain("canary-7f3a").contains("INTERNAL");
    }

    private static Uni<Finding> counted(AtomicInteger looked) {
        looked.incrementAndGet();
        return Uni.createFrom().item(Finding.passed("Fine."));
    }

    private static Check check(String name, @Nullable String needs, Supplier<Uni<Finding>> look) {
        return new Check(name, needs, look);
    }

    private static List<Diagnosis.Result> made(Duration time, Check... checks) {
        return CheckList.make(time, List.of(checks)).await().atMost(Duration.ofSeconds(5));
    }
}
