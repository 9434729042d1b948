package dev.sluice.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.id.EnvironmentId;
import dev.sluice.id.SortableId;
import dev.sluice.testing.PostgresResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(PostgresResource.class)
class LogRetentionTest {
    private final EnvironmentId environment = new EnvironmentId("env_" + UUID.randomUUID());

    @Inject
    LogRetention retention;

    @Inject
    ToolCallLogRepository repository;

    @Test
    void oldRecordsAreDeletedInBatchesAndYoungOnesStay() {
        List<ToolCallLog> young = Stream.of(29, 1).map(this::bornDaysAgo).toList();
        write(Stream.of(31, 32, 33, 400, 5000).map(this::bornDaysAgo).toList());
        write(young);

        retention.sweep(2).await().atMost(Duration.ofSeconds(10));

        assertThat(kept())
                .containsExactlyInAnyOrderElementsOf(
                        young.stream().map(ToolCallLog::executionId).toList());
    }

    @Test
    void aRecordThatIsWrittenAgainStaysOne() {
        ToolCallLog log = bornDaysAgo(0);

        write(List.of(log));
        write(List.of(log, bornDaysAgo(1)));

        assertThat(kept()).hasSize(2).contains(log.executionId());
    }

    @Test
    void whatCallersSayStaysInItsPlace() {
        String odd = "a\u001fb\u001ec,\"{}\\ 'ü💧\u0000\ud83d";
        ToolCallLog log = new ToolCallLog(
                SortableId.next("exe_"),
                environment,
                "cli_1",
                new CallOrigin(CallOrigin.Source.PROXY, odd, "", odd),
                "",
                "provider",
                CallTarget.named(odd, odd, odd),
                "internal",
                Long.MAX_VALUE);

        write(List.of(log, bornDaysAgo(0)));

        ToolCallLog found = repository
                .find(environment, log.executionId())
                .await()
                .atMost(Duration.ofSeconds(10))
                .orElseThrow();
        // Half a character is none in the database either.
        String kept = "a\ufffdb\ufffdc,\"{}\\ 'ü💧\ufffd?";
        assertThat(found.origin()).isEqualTo(new CallOrigin(CallOrigin.Source.PROXY, kept, null, kept));
        assertThat(found.target()).isEqualTo(CallTarget.named(kept, kept, kept));
        assertThat(found.toolName()).isEqualTo("unknown");
        assertThat(found.errorCode()).isEqualTo("internal");
        assertThat(found.durationMillis()).isEqualTo(Long.MAX_VALUE);
        assertThat(kept()).hasSize(2);
    }

    private void write(List<ToolCallLog> logs) {
        repository.insert(logs).await().atMost(Duration.ofSeconds(10));
    }

    private List<String> kept() {
        return PostgresResource.rows(
                "select execution_id from tool_call_log where environment_id = '%s'".formatted(environment));
    }

    private ToolCallLog bornDaysAgo(int days) {
        String random = SortableId.next("").substring(10);
        return new ToolCallLog(
                SortableId.first("exe_", Instant.now().minus(Duration.ofDays(days))) + random,
                environment,
                "cli_1",
                CallOrigin.of(CallOrigin.Source.API),
                "tool",
                "provider",
                CallTarget.named(null, null, "who"),
                days % 2 == 0 ? "internal" : null,
                days);
    }
}
