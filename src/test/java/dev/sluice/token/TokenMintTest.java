package dev.sluice.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.fault.FaultException;
import dev.sluice.testing.EventLoop;
import dev.sluice.testing.FakeServer;
import dev.sluice.workspace.Authorization;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenMintTest {
    private static final String INVALID_CLIENT = "{\"error\":\"invalid_client\",\"error_id\":\"e-1\","
            + "\"error_description\":\"Client authentication failed\"}";

    private final Vertx vertx = Vertx.vertx();
    private final EventLoop loop = EventLoop.of(vertx);
    private final TokenEndpoint endpoint = new TokenEndpoint(vertx);

    @AfterEach
    void close() {
        endpoint.close();
    }

    @Test
    void asksAsTheOfficialSdksDo() {
        AccessToken token = mint();

        FakeServer.Seen asked = endpoint.server.seen().getFirst();
        assertThat(asked.method() + " " + asked.uri()).isEqualTo("POST /oidc/v1/token");
        assertThat(asked.body()).isEqualTo("grant_type=client_credentials&scope=all-apis");
        assertThat(asked.headers().get("Content-Type")).isEqualTo("application/x-www-form-urlencoded");
        assertThat(asked.headers().get("Authorization")).isEqualTo("Basic YXBwLWlkOnMzY3JldA==");
        assertThat(token.authorization()).isEqualTo(Authorization.bearer("tok-1"));
    }

    @Test
    void countsATokensLifeFromWhenItWasAskedFor() {
        long askedAt = endpoint.nanos.get();
        endpoint.server.answer((seen, response) -> {
            endpoint.pass(Duration.ofSeconds(50));
            endpoint.mint(response);
        });

        assertThat(mint().unfitAt())
                .isEqualTo(askedAt + Duration.ofSeconds(3540).toNanos());
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"access_token\":\"t\"}',                             3540",
        "'{\"access_token\":\"t\",\"expires_in\":null}',         3540",
        "'{\"access_token\":\"t\",\"expires_in\":\"3600\"}',     3540",
        "'{\"access_token\":\"t\",\"expires_in\":600.9}',        540",
        "'{\"access_token\":\"t\",\"expires_in\":60}',           30",
        "'{\"access_token\":\"t\",\"expires_in\":86401}',        86340",
        "'{\"access_token\":\"t\",\"expires_in\":1000000000000000000}', 86340",
        "'{\"access_token\":\"t\",\"expires_in\":1e300}',        86340"
    })
    void readsTheLifeThatIsGiven(String answer, long fitSeconds) {
        long askedAt = endpoint.nanos.get();
        endpoint.answer(200, answer);

        assertThat(mint().unfitAt() - askedAt)
                .isEqualTo(Duration.ofSeconds(fitSeconds).toNanos());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "null",
                "[]",
                "7",
                "<html>",
                "{\"access_token\":null}",
                "{\"access_token\":\"\"}",
                "{\"access_token\":{\"a\":1}}",
                "{\"access_token\":\"t\\r\\nHost: evil\"}",
                "{\"access_token\":\"a b\"}",
                "{\"access_token\":\"t\",\"expires_in\":0}",
                "{\"access_token\":\"t\",\"expires_in\":-1}",
                "{\"access_token\":\"t\",\"expires_in\":-9223372036854775808}",
                "{\"access_token\":\"t"
            })
    void takesNothingElseForAToken(String answer) {
        endpoint.answer(200, answer);

        assertThat(refusal().code()).isEqualTo(FaultCode.NOT_A_WORKSPACE);
        assertThat(endpoint.asked()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401})
    void tellsOnceThatCredentialsWereRefusedTwice(int status) {
        endpoint.answer(status, INVALID_CLIENT);

        Fault fault = refusal();

        assertThat(fault.code()).isEqualTo(FaultCode.CREDENTIALS_REJECTED);
        assertThat(fault.toString()).doesNotContain("s3cret");
        assertThat(endpoint.asked()).isEqualTo(2);
        assertThat(endpoint.rejections)
                .containsExactly(new CredentialsRejected(
                        endpoint.principal.account(), 7, "invalid_client at the token endpoint"));
    }

    @Test
    void doesNotCondemnCredentialsForARefusalThatPasses() {
        AtomicInteger tries = new AtomicInteger();
        endpoint.server.answer((seen, response) -> {
            if (tries.incrementAndGet() == 1) {
                response.setStatusCode(401).end(INVALID_CLIENT);
            } else {
                endpoint.mint(response);
            }
        });

        assertThat(mint().authorization()).isEqualTo(Authorization.bearer("tok-1"));
        assertThat(endpoint.rejections).isEmpty();
    }

    @Test
    void doesNotCondemnCredentialsWhenTheSecondTryMeetsSomethingElse() {
        AtomicInteger tries = new AtomicInteger();
        endpoint.server.answer((seen, response) ->
                response.setStatusCode(tries.incrementAndGet() == 1 ? 401 : 503).end(INVALID_CLIENT));

        assertThat(refusal().code()).isEqualTo(FaultCode.WORKSPACE_UNAVAILABLE);
        assertThat(endpoint.rejections).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "401, '',                        TOKEN_REJECTED",
        "403, 'Source IP address: 203.0.113.7 is blocked by Databricks IP ACL for workspace: 1', IP_BLOCKED",
        "404, '',                        NOT_A_WORKSPACE",
        "404, '<html>nginx</html>',      NOT_A_WORKSPACE",
        "302, '',                        NOT_A_WORKSPACE",
        "429, '',                        WORKSPACE_RATE_LIMITED",
        "503, '',                        WORKSPACE_UNAVAILABLE",
        "500, 'invalid_client',          WORKSPACE_ERROR"
    })
    void tellsOtherFailuresApartAndTriesOnce(int status, String body, FaultCode code) {
        endpoint.answer(status, body);

        assertThat(refusal().code()).isEqualTo(code);
        assertThat(endpoint.asked()).isEqualTo(1);
        assertThat(endpoint.rejections).isEmpty();
    }

    private AccessToken mint() {
        return loop.await(() -> endpoint.slot().minted());
    }

    private Fault refusal() {
        FaultException thrown = catchThrowableOfType(FaultException.class, this::mint);
        assertThat(thrown).isNotNull();
        return thrown.fault();
    }
}
