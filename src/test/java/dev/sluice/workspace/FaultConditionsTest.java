package dev.sluice.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.fault.FaultCode;
import dev.sluice.testing.FaultVectors;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Everything that is known to go wrong at a workspace is covered, and means one fault wherever it shows. */
class FaultConditionsTest {
    private static final List<JsonNode> VECTORS = vectors();

    private static List<JsonNode> vectors() {
        try {
            return Stream.of(FaultVectors.of("answers"), FaultVectors.of("statements"), FaultVectors.of("tokens"))
                    .flatMap(kind -> kind)
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void eachConditionMeansTheFaultThatItIsListedWith() throws IOException {
        Map<String, Set<String>> seen = VECTORS.stream()
                .collect(Collectors.groupingBy(
                        vector -> vector.get("condition").asText(),
                        Collectors.mapping(vector -> vector.get("code").asText(), Collectors.toSet())));
        Map<String, Set<String>> listed = FaultVectors.conditions().properties().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> Set.of(entry.getValue().asText())));

        assertThat(seen).isEqualTo(listed);
    }

    @Test
    void eachVectorSaysWhereItWasSeen() {
        assertThat(VECTORS)
                .allSatisfy(vector -> assertThat(vector.path("source").asText())
                        .as(vector.get("name").asText())
                        .isNotBlank());
    }

    @Test
    void whatLooksAlikeIsToldApart() throws IOException {
        JsonNode conditions = FaultVectors.conditions();

        assertThat(Stream.of(
                                "credentials refused",
                                "warehouse absent or not permitted",
                                "warehouse stopped",
                                "a privilege is missing",
                                "bad, expired or revoked bearer",
                                "entitlement is missing",
                                "scope is missing",
                                "IP access list",
                                "network policy",
                                "private link",
                                "action denied")
                        .map(condition ->
                                FaultCode.valueOf(conditions.get(condition).asText())))
                .doesNotHaveDuplicates();
    }
}
