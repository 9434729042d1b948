package dev.sluice.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.fault.Fault;
import dev.sluice.testing.FaultVectors;
import dev.sluice.workspace.WorkspaceRequest;
import dev.sluice.workspace.WorkspaceResponse;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TokenRefusalTest {
    static Stream<Named<JsonNode>> answers() throws IOException {
        return FaultVectors.named("tokens");
    }

    @ParameterizedTest
    @MethodSource("answers")
    void tellsWhyThereIsNoToken(JsonNode vector) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap().add("X-Request-Id", "req-1");
        vector.get("headers")
                .properties()
                .forEach(
                        header -> headers.add(header.getKey(), header.getValue().asText()));

        Fault fault = TokenRefusal.tell(new WorkspaceResponse(
                WorkspaceRequest.form("/oidc/v1/token", "grant_type=client_credentials"),
                "ac3e0000-1111-2222-3333-444455556666",
                vector.get("status").asInt(),
                headers,
                Buffer.buffer(vector.get("body").asText())));

        FaultVectors.check(fault, vector);
        assertThat(fault.upstreamRequestId()).isEqualTo("req-1");
    }
}
