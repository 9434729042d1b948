package dev.sluice.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.audit.ToolCallLog.Status;
import dev.sluice.fault.FaultCode;
import dev.sluice.id.EnvironmentId;
import dev.sluice.id.SortableId;
import java.time.Duration;
import java.time.Instant;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ToolCallLogTest {
    @Test
    void aSuccessHasNoError() {
        ToolCallLog log = log(null);

        assertThat(log.status()).isEqualTo(Status.SUCCESS);
        assertThat(log.status().tier()).isNull();
        assertThat(log.errorMessage()).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void everyFaultIsTheWorkspacesOrTheGateways(FaultCode code) {
        ToolCallLog log = log(code.label());

        assertThat(log.status()).isEqualTo(code.ofWorkspace() ? Status.PROVIDER_ERROR : Status.PLATFORM_ERROR);
        assertThat(log.errorMessage()).isEqualTo(code.title());
    }

    @Test
    void aCodeOfAnotherVersionIsTheGateways() {
        assertThat(log("of_tomorrow").status()).isEqualTo(Status.PLATFORM_ERROR);
        assertThat(log("of_tomorrow").errorMessage()).isNull();
    }

    @Test
    void itsIdTellsWhenTheCallArrived() {
        assertThat(log(null).startedAt()).isCloseTo(Instant.now(), Assertions.within(Duration.ofMinutes(1)));
        assertThat(log(null).id()).matches("tcl_[0-9a-z]{26}");
    }

    @Test
    void whatCallersSayIsCutAndStorable() {
        CallOrigin origin = new CallOrigin(CallOrigin.Source.MCP, "r".repeat(300), "a\0b", "");

        assertThat(origin.agentRunId()).hasSize(255);
        assertThat(origin.userId()).isEqualTo("a\ufffdb");
        assertThat(origin.organizationId()).isNull();
        assertThat(CallTarget.named("x".repeat(101), "", "\0").accountId()).hasSize(100);
        assertThat(new ToolCallLog(
                                "exe_1",
                                new EnvironmentId("env_1"),
                                "cli_1",
                                origin,
                                "t".repeat(1000),
                                "p",
                                CallTarget.named(null, null, null),
                                null,
                                0)
                        .toolName())
                .hasSize(100);
    }

    private static ToolCallLog log(@Nullable String errorCode) {
        return new ToolCallLog(
                SortableId.next("exe_"),
                new EnvironmentId("env_1"),
                "cli_1",
                CallOrigin.of(CallOrigin.Source.API),
                "tool",
                "provider",
                CallTarget.named(null, null, "who"),
                errorCode,
                1);
    }
}
