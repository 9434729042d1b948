package dev.sluice.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.fault.FaultException;
import dev.sluice.fault.SqlError;
import dev.sluice.workspace.WorkspaceRequest;
import dev.sluice.workspace.WorkspaceResponse;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatementOutcomeTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"statement_id\":\"s\",\"status\":{\"state\":\"SUCCEEDED\"}}",
                "{\"statement_id\":\"s\",\"status\":{\"state\":\"RUNNING\"}}",
                "{\"statement_id\":\"s\",\"status\":{\"state\":\"CANCELED\"}}"
            })
    void isNoFaultInAnyOtherState(String body) {
        assertThat(StatementOutcome.of(answer(Buffer.buffer(body))).fault()).isNull();
    }

    @Test
    void tellsAFailureWhereverItsMembersStand() {
        Fault fault = failure(Buffer.buffer("""
                {"x": [{"status": {"state": "SUCCEEDED"}}], "statement_id": "s", "status": {
                  "error": {"message": "[DIVIDE_BY_ZERO] Division by zero.", "more": {"a": [1]}, "error_code": "BAD_REQUEST"},
                  "sql_state": "22012", "state": "FAILED"}}
                """));

        assertThat(fault.code()).isEqualTo(FaultCode.SQL_ERROR);
        assertThat(fault.detail()).isEqualTo("[DIVIDE_BY_ZERO] Division by zero.");
        assertThat(fault.sql()).isEqualTo(new SqlError("22012", "DIVIDE_BY_ZERO", null, null));
        assertThat(fault.upstreamRequestId()).isEqualTo("req-1");
        assertThat(fault.statementId()).isEqualTo("s");
    }

    @Test
    void readsNothingBehindTheStatus() {
        assertThat(StatementOutcome.of(answer(Buffer.buffer(
                                "{\"status\":{\"state\":\"SUCCEEDED\"},\"result\":{\"data_array\":[[cut off")))
                        .fault())
                .isNull();
    }

    @Test
    void doesNotTakeNullForText() {
        Fault fault = failure(Buffer.buffer("{\"statement_id\":null,\"status\":{\"state\":\"FAILED\","
                + "\"sql_state\":null,\"error\":{\"error_code\":null,\"message\":null}}}"));

        assertThat(fault.statementId()).isNull();
        assertThat(fault.sql()).isEqualTo(new SqlError(null, null, null, null));
        assertThat(fault.code()).isEqualTo(FaultCode.SQL_ERROR);
        assertThat(fault.detail()).contains("does not say why");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"status\":{\"state\":null}}",
                "{\"result\":{\"status\":{\"state\":\"FAILED\"}}}",
                "<html>",
                "{",
                "{\"status\":",
                "{\"status\":{\"state\":\"FAI"
            })
    void takesWhatIsNoAnswerForNoWorkspace(String body) {
        FaultException thrown =
                catchThrowableOfType(FaultException.class, () -> StatementOutcome.of(answer(Buffer.buffer(body))));

        assertThat(thrown.fault().code()).isEqualTo(FaultCode.NOT_A_WORKSPACE);
    }

    @ParameterizedTest
    @CsvSource({
        "PENDING, true",
        "RUNNING, true",
        "SUCCEEDED, false",
        "FAILED, false",
        "CANCELED, false",
        "CLOSED, false"
    })
    void knowsWhetherTheStatementIsUnderway(String state, boolean underway) {
        StatementOutcome outcome = StatementOutcome.of(
                answer(Buffer.buffer("{\"statement_id\":\"s\",\"status\":{\"state\":\"" + state + "\"}}")));

        assertThat(outcome.isUnderway()).isEqualTo(underway);
        assertThat(outcome.statementId()).isEqualTo("s");
    }

    private static Fault failure(Buffer body) {
        return Objects.requireNonNull(StatementOutcome.of(answer(body)).fault());
    }

    @Test
    void saysWhatToGrantToTheOneWhoAsked() {
        Fault fault = failure(Buffer.buffer("""
                {"statement_id": "s", "status": {"state": "FAILED", "sql_state": "42501", "error": {
                  "message": "[INSUFFICIENT_PERMISSIONS] Insufficient privileges:\\nUser does not have USE CATALOG on Catalog 'main'."}}}
                """));

        assertThat(fault.hint()).isEqualTo("The workspace admin runs: GRANT USE CATALOG ON CATALOG `main` TO `app-1`.");
    }

    private static WorkspaceResponse answer(Buffer body) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap().add("X-Request-Id", "req-1");
        return new WorkspaceResponse(WorkspaceRequest.get("/"), "app-1", 200, headers, body);
    }
}
