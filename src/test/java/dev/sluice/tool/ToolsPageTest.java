package dev.sluice.tool;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** docs/tools.md is the catalogue's. */
class ToolsPageTest {
    private static final Path PAGE = Path.of("docs", "tools.md");

    @Test
    void isWhatTheCatalogueSays() throws IOException {
        if (Boolean.getBoolean("tools.write")) {
            Files.writeString(PAGE, text());
        }

        assertThat(PAGE)
                .as("docs/tools.md; write it anew with ./mvnw test -Dtest=ToolsPageTest -Dtools.write=true")
                .content()
                .isEqualTo(text());
    }

    private static String text() {
        return """
                # Tools

                <!-- Made from the catalogue by ToolsPageTest; do not edit. -->

                What agents may call by `POST /api/v1/execute_tool` ([api.md](api.md#running-a-tool)). A star marks a required parameter. *Reads* changes nothing; *repeats* may be called again without harm; *destroys* may change or remove what was there. `GET /api/v1/tools` has the schemas.

                | tool | parameters | |
                |---|---|---|
                %s
                """.formatted(new ToolCatalogue()
                .all().stream().map(ToolsPageTest::line).collect(Collectors.joining("\n")));
    }

    private static String line(Tool tool) {
        return "| **`%s`**<br>%s | %s | %s |"
                .formatted(
                        tool.name(),
                        tool.definition().description().replace("|", "\\|"),
                        parameters(tool),
                        hints(tool));
    }

    private static String parameters(Tool tool) {
        JsonNode schema = tool.definition().inputSchema();
        Set<String> required = StreamSupport.stream(schema.get("required").spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.toSet());
        return schema.get("properties")
                .propertyStream()
                .map(Map.Entry::getKey)
                .map(name -> "`" + name + "`" + (required.contains(name) ? "*" : ""))
                .collect(Collectors.joining(", "));
    }

    private static String hints(Tool tool) {
        JsonNode hints = tool.definition().annotations();
        return Map.of("read_only_hint", "reads", "idempotent_hint", "repeats", "destructive_hint", "destroys")
                .entrySet()
                .stream()
                .filter(hint -> hints.get(hint.getKey()).asBoolean())
                .map(Map.Entry::getValue)
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
