package dev.sluice.face.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrpcStatusTest {
    @Test
    void theMessageIsPercentEncodedAndTheSameInTheDetails() throws Exception {
        GrpcStatus status = GrpcStatus.of(Fault.of(FaultCode.SQL_ERROR, "50 % of ü\n"), "exe_1", null);

        assertThat(status.encodedMessage()).isEqualTo("50 %25 of %C3%BC%0A");
        assertThat(dev.sluice.face.grpc.wire.status.Status.parseFrom(status.details())
                        .getMessage())
                .isEqualTo("50 % of ü\n");
    }

    @Test
    void aLongTextFitsTheHeadersThatClientsTake() {
        GrpcStatus status = GrpcStatus.of(Fault.of(FaultCode.SQL_ERROR, "𐍈語".repeat(5_000)), "exe_1", null);

        assertThat(status.encodedMessage().length() + status.encodedDetails().length())
                .isLessThan(8_000);
        assertThat(URLDecoder.decode(status.encodedMessage(), StandardCharsets.UTF_8))
                .endsWith("…")
                .isEqualTo(status.message());
    }

    /** Others would fetch a new token and call again: the older Python SDK without end. */
    @ParameterizedTest
    @CsvSource({
        "Scalekit-Node/2.6.3, 9",
        "Scalekit-Node/2.11.0, 16",
        "Scalekit-Python/2.10.0, 9",
        "Scalekit-Python/2.21.0, 16",
        "Scalekit-Python/3.0.0, 16",
        "Scalekit-Go/9.9.9, 9",
        "nonsense, 9",
        ", 9"
    })
    void refusedCredentialsAreUnauthenticatedOnlyForClientsThatKnowWhoseTheyAre(String sdk, int code) {
        Fault refused = Fault.of(FaultCode.CREDENTIALS_REJECTED, "The workspace refused them.");

        assertThat(GrpcStatus.of(refused, "exe_1", sdk).code()).isEqualTo(code);
        assertThat(GrpcStatus.of(Fault.of(FaultCode.SQL_ERROR, "No."), "exe_1", sdk)
                        .code())
                .isEqualTo(3);
    }
}
