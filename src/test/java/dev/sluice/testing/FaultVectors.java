package dev.sluice.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.fault.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Named;

/** What workspaces answered when they failed, and the fault that each answer means: {@code src/test/resources/faults}. */
public final class FaultVectors {
    /** Stands in the vectors where a customer's value would. */
    private static final String CANARY = "canary-7f3a";

    private FaultVectors() {}

    /** The vectors of one kind: {@code answers}, {@code statements} or {@code tokens}. */
    public static Stream<JsonNode> of(String kind) throws IOException {
        return StreamSupport.stream(read(kind).spliterator(), false);
    }

    /** The same, each under its name. */
    public static Stream<Named<JsonNode>> named(String kind) throws IOException {
        return of(kind).map(vector -> Named.of(vector.get("name").asText(), vector));
    }

    /** What a workspace may fail at, each with the code of the one fault that it means. */
    public static JsonNode conditions() throws IOException {
        return read("conditions");
    }

    public static void check(Fault fault, JsonNode vector) {
        assertThat(fault.code().name()).isEqualTo(vector.get("code").asText());
        assertThat(fault.detail())
                .contains(vector.path("detail").asText(""))
                .isNotBlank()
                .doesNotContain("$", CANARY);
        assertThat(fault.hint())
                .contains(vector.get("hint").asText())
                .isNotBlank()
                .doesNotContain("$", CANARY);
    }

    private static JsonNode read(String kind) throws IOException {
        try (InputStream json = FaultVectors.class.getResourceAsStream("/faults/" + kind + ".json")) {
            return new ObjectMapper().readTree(Objects.requireNonNull(json));
        }
    }
}
