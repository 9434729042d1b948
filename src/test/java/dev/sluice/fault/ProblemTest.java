package dev.sluice.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProblemTest {
    @Test
    void tellsEverythingThatIsKnown() {
        Fault fault = Fault.of(FaultCode.WAREHOUSE_STOPPED, "It stopped.", "Start it.")
                .at("/params/warehouse_id")
                .withRetryAfter(Duration.ofSeconds(7))
                .withUpstreamRequestId("req-1")
                .withStatementId("01f1")
                .withSql(new SqlError("42703", "UNRESOLVED_COLUMN.WITH_SUGGESTION", 2, 7));

        assertThat(Problem.of(fault, "exe_1")).isEqualTo(new JsonObject("""
                {"type": "urn:sluice:fault:warehouse_stopped", "title": "The SQL warehouse is stopped", "status": 409,
                 "code": "warehouse_stopped", "detail": "It stopped.", "hint": "Start it.", "whose_move": "caller",
                 "retryable": true, "retry_after": 7, "pointer": "/params/warehouse_id", "sql_state": "42703",
                 "error_class": "UNRESOLVED_COLUMN.WITH_SUGGESTION", "sql_line": 2, "sql_position": 7,
                 "statement_id": "01f1", "upstream_request_id": "req-1", "execution_id": "exe_1"}
                """));
    }

    @Test
    void leavesOutWhatIsNotKnown() {
        assertThat(Problem.of(Fault.of(FaultCode.INTERNAL, "It broke."), null).fieldNames())
                .containsExactly("type", "title", "status", "code", "detail", "whose_move", "retryable");
    }

    @ParameterizedTest
    @CsvSource({"0,1", "1,1", "999,1", "1000,1", "1001,2", "59001,60"})
    void neverTellsACallerToComeBackTooEarly(long millis, long seconds) {
        Fault fault = Fault.of(FaultCode.RATE_LIMITED, "Too many.").withRetryAfter(Duration.ofMillis(millis));

        assertThat(Problem.of(fault, null).getLong("retry_after")).isEqualTo(seconds);
    }

    @Test
    void anExceptionSaysItsCodeAndDetailAndCostsNoStackTrace() {
        FaultException thrown = Fault.of(FaultCode.NOT_FOUND, "Nothing there.", "Look elsewhere.")
                .asException();

        assertThat(thrown).hasMessage("not_found: Nothing there.");
        assertThat(thrown.getStackTrace()).isEmpty();
        assertThat(thrown.fault().hint()).isEqualTo("Look elsewhere.");
    }
}
