package dev.sluice.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.fault.FaultException;
import dev.sluice.testing.EventLoop;
import dev.sluice.workspace.WorkspaceRequest;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HangUpGuardTest {
    private static final WorkspaceRequest EXECUTE =
            WorkspaceRequest.post("/api/2.0/sql/statements", Buffer.buffer("{}"), Duration.ofSeconds(5));

    private final Vertx vertx = Vertx.vertx();
    private final EventLoop loop = EventLoop.of(vertx);
    private final FakeStatements workspace = new FakeStatements(vertx, List.of());
    private final List<HttpServerResponse> held = new CopyOnWriteArrayList<>();

    @BeforeEach
    void holdExecutes() {
        workspace.others = (seen, response) -> {
            if (seen.uri().endsWith("/cancel")) {
                workspace.answer(seen, response);
            } else {
                held.add(response);
            }
        };
    }

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void passesAnswersOn() {
        workspace.others = workspace::answer;

        assertThat(loop.await(() -> HangUpGuard.send(workspace.workspace(), EXECUTE))
                        .status())
                .isEqualTo(200);
        assertThat(workspace.cancels()).isZero();
    }

    @Test
    void passesFailuresOn() {
        workspace.close();

        assertThatThrownBy(() -> loop.await(() -> HangUpGuard.send(workspace.workspace(), EXECUTE)))
                .isInstanceOf(FaultException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "200, '{\"statement_id\":\"stmt-1\",\"status\":{\"state\":\"PENDING\"}}',   1",
        "200, '{\"statement_id\":\"stmt-1\",\"status\":{\"state\":\"RUNNING\"}}',   1",
        "200, '{\"statement_id\":\"stmt-1\",\"status\":{\"state\":\"SUCCEEDED\"}}', 0",
        "200, '{\"statement_id\":\"stmt-1\",\"status\":{\"state\":\"FAILED\"}}',    0",
        "200, '<html>',                                                             0",
        "200, '{}',                                                                 0",
        "403, '{\"statement_id\":\"stmt-1\",\"status\":{\"state\":\"RUNNING\"}}',   0"
    })
    void cancelsTheStatementOfACallerWhoLeftOnceItIsKnown(int status, String body, int cancels) {
        Cancellable call = loop.call(() ->
                HangUpGuard.send(workspace.workspace(), EXECUTE).subscribe().with(answer -> {}, failed -> {}));
        await().until(() -> held.size() == 1);

        loop.run(call::cancel);
        held.getFirst().setStatusCode(status).end(body);

        await().during(Duration.ofMillis(150)).until(() -> workspace.cancels() == cancels);
        assertThat(workspace.server.givenUp()).as("the execute was not reset").isZero();
        assertThat(workspace.submits()).isEqualTo(1);
    }
}
