package dev.sluice.face.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class GrpcStatusTest {
    @Test
    void theMessageIsPercentEncodedAndTheSameInTheDetails() throws Exception {
        GrpcStatus status = GrpcStatus.of(Fault.of(FaultCode.SQL_ERROR, "50 % of ü\n"), "exe_1");

        assertThat(status.encodedMessage()).isEqualTo("50 %25 of %C3%BC%0A");
        assertThat(dev.sluice.face.grpc.wire.status.Status.parseFrom(status.details())
                        .getMessage())
                .isEqualTo("50 % of ü\n");
    }

    @Test
    void aLongTextFitsTheHeadersThatClientsTake() {
        GrpcStatus status = GrpcStatus.of(Fault.of(FaultCode.SQL_ERROR, "𐍈語".repeat(5_000)), "exe_1");

        assertThat(status.encodedMessage().length() + status.encodedDetails().length())
                .isLessThan(8_000);
        assertThat(URLDecoder.decode(status.encodedMessage(), StandardCharsets.UTF_8))
                .endsWith("…")
                .isEqualTo(status.message());
    }
}
