package dev.sluice.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.fault.FaultException;
import dev.sluice.testing.EventLoop;
import dev.sluice.testing.FakeServer;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WarehouseInquiryTest {
    private static final String LIST = """
            {"warehouses": [{"id": "abc123def456", "name": "a", "state": "RUNNING"}, {"id": "0f1e", "state": "STOPPED"}]}""";
    private static final String ABSENT = "{\"error_code\":\"RESOURCE_DOES_NOT_EXIST\",\"message\":\"x\"}";
    private static final String DENIED = "{\"error_code\":\"PERMISSION_DENIED\",\"message\":\"x\"}";

    private static final Fault REFUSED =
            Fault.of(FaultCode.WAREHOUSE_NOT_USABLE, "Refused.", "See to it.").withUpstreamRequestId("req-1");

    private final Vertx vertx = Vertx.vertx();
    private final EventLoop loop = EventLoop.of(vertx);
    private final FakeStatements workspace = new FakeStatements(vertx, List.of());

    @AfterEach
    void close() {
        workspace.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void saysThatAWarehouseIsNotThereWhenTheWorkspaceDoes() {
        answers(404, ABSENT, 200, LIST);

        Fault fault = explained(REFUSED);

        assertThat(fault.code()).isEqualTo(FaultCode.WAREHOUSE_NOT_FOUND);
        assertThat(fault.detail()).isEqualTo("The workspace has no SQL warehouse wh-1.");
        assertThat(fault.hint()).contains("abc123def456 (RUNNING), 0f1e (STOPPED)");
        assertThat(fault.upstreamRequestId()).isEqualTo("req-1");
    }

    @Test
    void saysWhoMustGrantWhatOnAWarehouseThatIsSeenButNotUsable() {
        answers(200, "{\"id\":\"wh-1\",\"state\":\"STOPPED\"}", 500, "");

        Fault fault = explained(REFUSED);

        assertThat(fault.code()).isEqualTo(FaultCode.WAREHOUSE_NOT_USABLE);
        assertThat(fault.detail()).contains("sees the SQL warehouse wh-1 (STOPPED) but may not use it");
        assertThat(fault.hint()).isEqualTo("The workspace admin grants CAN USE on the warehouse wh-1 to `app-1`.");
        assertThat(workspace.server.seen()).hasSize(1);
    }

    @Test
    void offersTheWarehousesThatAreSeenWhereTheWorkspaceWillNotSay() {
        answers(403, DENIED, 200, LIST);

        Fault fault = explained(REFUSED);

        assertThat(fault.code()).isEqualTo(FaultCode.WAREHOUSE_NOT_USABLE);
        assertThat(fault.hint())
                .startsWith("Use one that it sees: abc123def456 (RUNNING), 0f1e (STOPPED)")
                .endsWith("grants CAN USE on the warehouse wh-1 to `app-1`.");
    }

    @Test
    void saysThatNoWarehouseIsSeenAtAll() {
        answers(403, DENIED, 200, "{}");

        assertThat(explained(REFUSED).detail()).contains("neither the SQL warehouse wh-1 nor any other");
    }

    @Test
    void leavesTheFaultAsItWasWhenTheWorkspaceCannotBeAsked() {
        answers(500, "", 503, "");

        assertThat(explained(REFUSED)).isEqualTo(REFUSED);

        answers(403, DENIED, 200, "{\"warehouses\":");

        assertThat(explained(REFUSED)).isEqualTo(REFUSED);
    }

    @Test
    void asksNothingAboutAnyOtherFault() {
        Fault other = Fault.of(FaultCode.PERMISSION_DENIED, "Refused.", "See to it.");

        assertThat(explained(other)).isEqualTo(other);
        assertThat(workspace.server.seen()).isEmpty();
    }

    @Test
    void climbsToNoOtherPath() {
        answers(200, "{}", 200, LIST);

        loop.await(() -> WarehouseInquiry.explain(REFUSED, workspace.workspace(), "../statements"));

        assertThat(workspace.server.seen()).extracting(FakeServer.Seen::uri).containsExactly("/api/2.0/sql/warehouses");
    }

    @Test
    void explainsTheRefusalOfAStatementThatIsStreamed() {
        workspace.others = (seen, response) -> {
            if (seen.method().equals("POST")) {
                end(
                        response,
                        403,
                        "{\"error_code\":\"PERMISSION_DENIED\",\"message\":\"You do not have permission to"
                                + " use the SQL Warehouse. Please contact your administrator.\"}");
            } else {
                end(
                        response,
                        seen.uri().endsWith("wh-1") ? 404 : 200,
                        seen.uri().endsWith("wh-1") ? ABSENT : LIST);
            }
        };
        StatementRequest request = new StatementRequest("wh-1", "SELECT 1", null, null, null, null);

        FaultException refused = catchThrowableOfType(
                FaultException.class,
                () -> loop.await(() -> new StatementClient(workspace.workspace()).submit(request)));

        assertThat(refused.fault().code()).isEqualTo(FaultCode.WAREHOUSE_NOT_FOUND);
    }

    private void answers(int oneStatus, String one, int listStatus, String list) {
        workspace.others = (seen, response) -> {
            if (seen.uri().equals("/api/2.0/sql/warehouses/wh-1")) {
                end(response, oneStatus, one);
            } else {
                end(response, listStatus, list);
            }
        };
    }

    private static void end(HttpServerResponse response, int status, String body) {
        response.setStatusCode(status).end(body);
    }

    private Fault explained(Fault fault) {
        return loop.await(() -> WarehouseInquiry.explain(fault, workspace.workspace(), "wh-1"));
    }
}
