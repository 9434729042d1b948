package dev.sluice.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.sluice.fault.FaultCode;
import dev.sluice.fault.FaultException;
import dev.sluice.testing.EventLoop;
import dev.sluice.workspace.RequestGate;
import dev.sluice.workspace.Workspace;
import dev.sluice.workspace.WorkspaceRequest;
import dev.sluice.workspace.WorkspaceResponse;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthorizedWorkspaceTest {
    private static final WorkspaceRequest POST =
            WorkspaceRequest.post("/api/2.0/sql/statements", Buffer.buffer("{}"), Duration.ZERO);
    private static final String DEAD = "{\"error_code\":403,\"message\":\"Invalid access token. [ReqId: 1]\"}";

    private final Vertx vertx = Vertx.vertx();
    private final EventLoop loop = EventLoop.of(vertx);
    private final TokenEndpoint endpoint = new TokenEndpoint(vertx);
    private final List<WorkspaceRequest> passed = new CopyOnWriteArrayList<>();
    private final Workspace workspace =
            new AuthorizedWorkspace(endpoint.principal, endpoint.slot(), endpoint.client, (request, send) -> {
                passed.add(request);
                return send.apply(request);
            });

    @AfterEach
    void close() {
        endpoint.close();
    }

    @Test
    void sendsTheTokenOfItsPrincipal() {
        accepting("tok-1", 401, "");

        assertThat(send().status()).isEqualTo(200);
        assertThat(send().status()).isEqualTo(200);
        assertThat(endpoint.tokensSent()).containsExactly("Bearer tok-1", "Bearer tok-1");
        assertThat(endpoint.asked()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "401, ''",
        "401, '{\"message\":\"Credential was not sent\"}'",
        "403, '{\"error_code\":403,\"message\":\"Invalid access token. [ReqId: 1]\"}'",
        "403, 'Invalid Token'"
    })
    void replacesADeadTokenOnceAndRepeatsOnce(int status, String body) {
        accepting("tok-2", status, body);

        assertThat(send().status()).isEqualTo(200);
        assertThat(endpoint.tokensSent()).containsExactly("Bearer tok-1", "Bearer tok-2");
        assertThat(endpoint.asked()).isEqualTo(2);
    }

    @Test
    void everyRequestPassesTheGateAndNoMintDoes() {
        accepting("tok-2", 401, "");

        send();

        assertThat(passed).containsExactly(POST, POST);
        assertThat(endpoint.asked()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"401, ''", "403, 'Invalid Token'"})
    void passesASecondRefusalOn(int status, String body) {
        accepting("nothing", status, body);

        assertThat(send().status()).isEqualTo(status);
        assertThat(endpoint.tokensSent()).containsExactly("Bearer tok-1", "Bearer tok-2");
        assertThat(endpoint.asked()).isEqualTo(2);
    }

    @Test
    void mintsNoMoreForATimeWhereFreshTokensAreRefusedToo() {
        accepting("nothing", 401, "");
        send();

        IntStream.range(0, 50).forEach(i -> assertThat(send().status()).isEqualTo(401));
        assertThat(endpoint.asked()).isEqualTo(2);

        endpoint.pass(Duration.ofSeconds(31));
        accepting("tok-3", 401, "");
        assertThat(send().status()).isEqualTo(200);
        assertThat(endpoint.asked()).isEqualTo(3);
    }

    @Test
    void doesNotTakeADenialForADeadToken() {
        accepting("nothing", 403, "{\"error_code\":\"PERMISSION_DENIED\",\"message\":\"No.\"}");

        assertThat(send().status()).isEqualTo(403);
        assertThat(endpoint.tokensSent()).containsExactly("Bearer tok-1");
    }

    @Test
    void oneMintReplacesATokenThatDiedUnderManyCalls() {
        accepting("tok-1", 403, DEAD);
        send();
        accepting("tok-2", 403, DEAD);

        List<CompletableFuture<WorkspaceResponse>> answers = IntStream.range(0, 100)
                .mapToObj(i -> EventLoop.of(vertx).start(() -> workspace.send(POST)))
                .toList();

        await().until(() -> answers.stream().allMatch(CompletableFuture::isDone));
        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.join().status()).isEqualTo(200));
        assertThat(endpoint.asked()).isEqualTo(2);
    }

    @Test
    void sendsNothingWithoutAToken() {
        endpoint.answer(401, "{\"error\":\"invalid_client\"}");

        FaultException refused = catchThrowableOfType(FaultException.class, this::send);

        assertThat(refused.fault().code()).isEqualTo(FaultCode.CREDENTIALS_REJECTED);
        assertThat(endpoint.tokensSent()).isEmpty();
    }

    @Test
    void everyCallerGoesOnOnItsOwnEventLoop() {
        endpoint.server.answer((seen, response) -> {
            if (seen.uri().equals(TokenEndpoint.PATH)) {
                vertx.setTimer(100, timer -> endpoint.mint(response));
            } else {
                response.end("{}");
            }
        });

        List<CompletableFuture<Boolean>> stayed = IntStream.range(0, 16)
                .mapToObj(i -> EventLoop.of(vertx).start(() -> {
                    Thread mine = Thread.currentThread();
                    return workspace.send(POST).map(answer -> Thread.currentThread() == mine);
                }))
                .toList();

        await().until(() -> stayed.stream().allMatch(CompletableFuture::isDone));
        assertThat(stayed).allSatisfy(each -> assertThat(each.join()).isTrue());
        assertThat(endpoint.asked()).isEqualTo(1);
    }

    @Test
    void aTokenNeverTravelsToAnotherHostOfTheSameCredentials() {
        TokenEndpoint moved = new TokenEndpoint(Vertx.vertx(), endpoint.server.origin());
        accepting("tok-1", 401, "");
        moved.server.answer((seen, response) -> {
            if (seen.uri().equals(TokenEndpoint.PATH)) {
                response.end("{\"access_token\":\"moved\"}");
            } else {
                response.end("{}");
            }
        });
        Workspaces workspaces = moved.workspaces();

        loop.await(() -> workspaces.open(endpoint.principal, RequestGate.OPEN).send(POST));
        loop.await(() -> workspaces.open(moved.principal, RequestGate.OPEN).send(POST));

        assertThat(endpoint.tokensSent()).containsExactly("Bearer tok-1");
        assertThat(moved.tokensSent()).containsExactly("Bearer moved");
        moved.close();
    }

    private void accepting(String token, int otherwise, String body) {
        endpoint.server.answer((seen, response) -> {
            if (seen.uri().equals(TokenEndpoint.PATH)) {
                endpoint.mint(response);
            } else if (("Bearer " + token).equals(seen.headers().get("Authorization"))) {
                response.end("{}");
            } else {
                response.setStatusCode(otherwise).end(body);
            }
        });
    }

    private WorkspaceResponse send() {
        return loop.await(() -> workspace.send(POST));
    }
}
