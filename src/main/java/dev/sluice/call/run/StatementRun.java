package dev.sluice.call.run;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.fault.Fault;
import dev.sluice.statement.HangUpGuard;
import dev.sluice.statement.RowsApart;
import dev.sluice.statement.StatementOutcome;
import dev.sluice.statement.WarehouseInquiry;
import dev.sluice.workspace.Workspace;
import dev.sluice.workspace.WorkspaceResponse;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;

/** Executes a statement, or asks how it goes. */
final class StatementRun {
    private static final String GET_TOOL = "databricksworkspace_sql_statement_get";

    private StatementRun() {}

    static Uni<ToolResult> start(Workspace workspace, ToolRun run) {
        ObjectNode execute = run.tool().request().bodyFor(run.params());
        return execute == null
                ? workspace.send(Requests.of(run)).flatMap(response -> answer(response, run.reception()))
                : execute(workspace, run, execute);
    }

    private static Uni<ToolResult> execute(Workspace workspace, ToolRun run, ObjectNode body) {
        ObjectNode params = run.params();
        boolean mayStart = params.path("start_warehouse").asBoolean(run.startsWarehouse());
        Patience patience = Patience.of(params.path("wait_timeout").asText(""), mayStart);
        String warehouseId = params.path("warehouse_id").asText();
        Uni<ToolResult> execution = new WarehouseGate(
                        workspace, mayStart, run.reception().progress())
                .open(warehouseId)
                .flatMap(open -> {
                    Duration wait = patience.left();
                    body.put("wait_timeout", wait.toSeconds() + "s");
                    return HangUpGuard.send(workspace, Requests.execute(run, body, wait));
                })
                .flatMap(response -> answer(response, run.reception()));
        return WarehouseInquiry.explaining(execution, workspace, warehouseId);
    }

    private static Uni<ToolResult> answer(WorkspaceResponse response, Reception reception) {
        Buffer body = Answers.successful(response);
        StatementOutcome outcome = StatementOutcome.of(response);
        Fault failed = outcome.fault();
        if (failed != null) {
            throw failed.asException();
        }
        return data(body, outcome, reception).map(data -> new ToolResult(data, outcome.statementId()));
    }

    private static Uni<Buffer> data(Buffer body, StatementOutcome outcome, Reception reception) {
        if (outcome.isUnderway() && outcome.statementId() != null) {
            return Uni.createFrom().item(underway(body, outcome.statementId()));
        }
        return RowAnswers.isWhole(body, reception)
                ? Uni.createFrom().item(body)
                : LargeAnswers.work(() -> RowAnswers.statement(body, reception));
    }

    private static Buffer underway(Buffer body, String statementId) {
        ObjectNode data = RowsApart.read(body).tree();
        Answers.next(data, GET_TOOL, JsonNodeFactory.instance.objectNode().put("statement_id", statementId));
        return Answers.bytes(data);
    }
}
