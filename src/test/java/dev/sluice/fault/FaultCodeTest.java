package dev.sluice.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FaultCodeTest {
    /** HTTP status to the google.rpc codes that say the same. */
    private static final Map<Integer, Set<Integer>> SAME = Map.ofEntries(
            Map.entry(400, Set.of(3)),
            Map.entry(401, Set.of(16)),
            Map.entry(403, Set.of(7)),
            Map.entry(404, Set.of(5)),
            Map.entry(405, Set.of(12)),
            Map.entry(409, Set.of(6, 9, 10)),
            Map.entry(410, Set.of(5)),
            Map.entry(413, Set.of(3, 9)),
            Map.entry(422, Set.of(3)),
            Map.entry(424, Set.of(9)),
            Map.entry(429, Set.of(8)),
            Map.entry(499, Set.of(1)),
            Map.entry(500, Set.of(13)),
            Map.entry(502, Set.of(9, 14)),
            Map.entry(503, Set.of(14)),
            Map.entry(504, Set.of(4)));

    /** The JSON-RPC 2.0 specification's own codes, its range for servers, and MCP's cancellation. */
    private static final Set<Integer> SPECIFIED = Set.of(-32600, -32601, -32602, -32603, -32800);

    @ParameterizedTest
    @EnumSource
    void tellsTheSameOnEveryFace(FaultCode code) {
        assertThat(SAME).containsKey(code.httpStatus());
        assertThat(SAME.get(code.httpStatus())).contains(code.grpcCode());
        assertThat(code.jsonRpcCode())
                .matches(number -> SPECIFIED.contains(number) || number >= -32099 && number <= -32000);
    }

    @ParameterizedTest
    @EnumSource
    void invitesClientsToRepeatByGrpcExactlyWhatMayBeRepeated(FaultCode code) {
        boolean unavailable = code.grpcCode() == 14;

        assertThat(unavailable && !code.retryable())
                .as("UNAVAILABLE makes SDKs repeat the call")
                .isFalse();
        assertThat(code.move() == Move.NOBODY && !code.retryable())
                .as("what passes by itself may be tried again")
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void blamesTheCallerNeverWithAServerStatus(FaultCode code) {
        assertThat(code.move() == Move.CALLER && code.httpStatus() >= 500).isFalse();
        assertThat(code.move() == Move.NOBODY && code.httpStatus() < 429).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void hasALabelFitForMetricsAndATitleFitForPeople(FaultCode code) {
        assertThat(code.label())
                .matches("[a-z]+(_[a-z]+)*")
                .isEqualTo(code.name().toLowerCase(java.util.Locale.ROOT));
        assertThat(code.title()).matches("[A-Z].{5,60}").doesNotEndWith(".");
    }

    @Test
    void hasNoTwoTitlesAlike() {
        assertThat(Arrays.stream(FaultCode.values()).map(FaultCode::title).collect(Collectors.toSet()))
                .hasSameSizeAs(FaultCode.values());
    }
}
