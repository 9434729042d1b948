package dev.sluice.acceptance.tools;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import dev.sluice.testing.PostgresResource;
import dev.sluice.testing.SandboxResource;
import dev.sluice.tool.Tool;
import dev.sluice.tool.ToolCatalogue;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every tool does what it says, and says what to do next where it cannot. Leaves {@code target/tool-table.md}. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
@WithTestResource(SandboxResource.class)
class ToolTableTest {
    private static final int MOST_BYTES = 4 * 1024 * 1024;
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(VersionFlag.V202012);
    private static final Map<String, String> LINES = new TreeMap<>();

    private static @Nullable ToolDesk shared;

    @Inject
    ToolCatalogue catalogue;

    static List<ToolRow> rows() {
        return Stream.of(
                        SqlRows.rows(),
                        CatalogRows.rows(),
                        ComputeRows.rows(),
                        JobRows.rows(),
                        PeopleRows.rows(),
                        FileRows.rows())
                .flatMap(Collection::stream)
                .toList();
    }

    @AfterAll
    static void writeTable() throws IOException {
        Files.writeString(
                Path.of("target", "tool-table.md"),
                "| tool | what its success showed | main failure |\n|---|---|---|\n" + String.join("", LINES.values()),
                UTF_8);
    }

    @Test
    void noToolIsMissing() {
        assertThat(rows().stream().map(ToolRow::name))
                .containsExactlyInAnyOrderElementsOf(
                        catalogue.all().stream().map(Tool::name).toList())
                .hasSize(53);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void succeedsAndFailsAsItSays(ToolRow row) {
        LINES.put(row.tool(), row.markdown("did not pass", ""));

        succeeds(row, desk());
        String hint = fails(row, desk());

        LINES.put(row.tool(), row.markdown(row.shown(), hint));
    }

    /** One for all rows: an account costs a mint. */
    private static ToolDesk desk() {
        if (shared == null) {
            shared = ToolDesk.open();
        }
        return shared;
    }

    private void succeeds(ToolRow row, ToolDesk desk) {
        Map<String, Object> params = row.params().apply(desk);
        ToolDesk.Reply reply = desk.call(ToolDesk.ADMIN, row.tool(), params);

        assertThat(reply.status()).as(reply.body().toString()).isEqualTo(200);
        assertThat(reply.bytes()).isLessThan(MOST_BYTES);
        JsonNode data = reply.body().get("data");
        assertThat(SCHEMAS.getSchema(catalogue.get(row.name()).definition().outputSchema())
                        .validate(data))
                .as("breaches of the output schema")
                .isEmpty();
        row.check().accept(new ToolRow.Success(desk, params, data));
    }

    private static String fails(ToolRow row, ToolDesk desk) {
        ToolRow.Failure failure = row.failure();
        JsonNode problem =
                desk.problem(failure.principal(), row.tool(), failure.params().apply(desk));

        assertThat(problem.path("code").asText()).as(problem.toString()).isEqualTo(failure.code());
        String hint = problem.path("hint").asText();
        assertThat(hint).contains(failure.nextStep());
        return hint;
    }
}
