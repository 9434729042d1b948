package dev.sluice.guard.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.workspace.WorkspaceRequest;
import dev.sluice.workspace.WorkspaceResponse;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {
    @ParameterizedTest
    @CsvSource({
        "3600, 60",
        "61, 60",
        "60, 60",
        "7, 7",
        "1, 1",
        "0, 1",
        "-1, 1",
        "'Wed, 21 Oct 2026 07:28:00 GMT', 1",
        "1e99, 1",
        "99999999999999999999, 1",
        "1.5, 1",
        "'', 1",
        "' 5', 1"
    })
    void takesWholeSecondsUpToAMinuteAndASecondForAllElse(String header, long seconds) {
        assertThat(RetryAfter.of(answer(MultiMap.caseInsensitiveMultiMap().add("Retry-After", header))))
                .hasSeconds(seconds);
    }

    @Test
    void isASecondWhereThereIsNone() {
        assertThat(RetryAfter.of(answer(MultiMap.caseInsensitiveMultiMap()))).hasSeconds(1);
    }

    private static WorkspaceResponse answer(MultiMap headers) {
        return new WorkspaceResponse(WorkspaceRequest.get("/"), "principal", 429, headers, Buffer.buffer());
    }
}
