package dev.sluice.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.sandbox.Workspace;
import dev.sluice.testing.Gateway;
import dev.sluice.testing.Gateway.Tenant;
import dev.sluice.testing.McpWire;
import dev.sluice.testing.McpWire.Reply;
import dev.sluice.testing.PostgresResource;
import dev.sluice.testing.SandboxResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person may start from a client's menu. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
@WithTestResource(SandboxResource.class)
class McpPromptTest {
    private final Workspace workspace = SandboxResource.second();
    private Tenant tenant;

    @BeforeEach
    void connect() {
        tenant = Gateway.tenant();
        tenant.connect("agent", workspace, workspace.plan().allRights());
    }

    @Test
    void promptsAreListedWithTheirArguments() {
        JsonNode prompts = list(agent());

        assertThat(names(prompts)).containsExactly("query_data", "describe_schema", "explain_failed_runs");
        assertThat(prompts).allSatisfy(prompt -> {
            assertThat(prompt.path("title").asText()).isNotBlank();
            assertThat(prompt.path("description").asText()).isNotBlank();
            assertThat(prompt.path("arguments")).isNotEmpty();
        });
        assertThat(prompts.at("/0/arguments/0").toString())
                .isEqualTo("{\"name\":\"question\",\"description\":\"What is to be known.\",\"required\":true}");
    }

    @Test
    void aPromptSaysEachValueThatItIsGiven() {
        for (JsonNode prompt : list(agent())) {
            JsonObject values = new JsonObject();
            prompt.path("arguments")
                    .forEach(argument -> values.put(
                            argument.path("name").asText(),
                            "$1 \\ <" + argument.path("name").asText() + ">"));

            JsonNode result = get(prompt.path("name").asText(), values).result();

            assertThat(result.at("/messages/0/role").asText()).isEqualTo("user");
            String text = result.at("/messages/0/content/text").asText();
            assertThat(values.getMap().values())
                    .allSatisfy(value -> assertThat(text).contains(value.toString()));
            assertThat(text).doesNotContain("{", "}");
        }
    }

    @Test
    void whatWasNotGivenIsNotSpokenOf() {
        String text = text(get(
                "query_data",
                new JsonObject().put("question", "How many orders?").put("schema", " ")));

        assertThat(text)
                .startsWith(
                        "Answer this question from the data in the Databricks workspace: How many orders?\nWhere no")
                .contains("sql_statement_execute");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"name":"query_data"}                                              | The argument question is missing
            {"name":"query_data","arguments":{"question":""}}                  | The argument question is missing
            {"name":"query_data","arguments":{"question":7}}                   | The argument question is no string
            {"name":"describe_schema","arguments":{"table":"t"}}               | the prompt takes catalog, schema
            {"name":"explain_failed_runs","arguments":["7"]}                   | The arguments are not an object
            {"name":"no_such_prompt"}                                          | There is no such prompt
            {}                                                                 | The parameter name is missing
            """)
    void aMistakeIsTold(String params, String told) {
        JsonNode error = agent().call("1", "prompts/get", params).error();

        assertThat(error.path("code").asInt()).isEqualTo(-32602);
        assertThat(error.path("message").asText()).contains(told);
    }

    @Test
    void aSessionIsShownThePromptsWhoseToolsItMayUse() {
        String token = tenant.asks()
                .body(Map.of("identifier", "agent", "tools", List.of("databricksworkspace_job*"), "read_only", true))
                .post("/api/v1/session_tokens")
                .path("token");

        assertThat(names(list(McpWire.here().bearer(token)))).containsExactly("explain_failed_runs");
        assertThat(McpWire.here()
                        .bearer(token)
                        .call("1", "prompts/get", "{\"name\":\"query_data\",\"arguments\":{\"question\":\"q\"}}")
                        .error()
                        .path("message")
                        .asText())
                .startsWith("There is no such prompt");
    }

    private JsonNode list(McpWire client) {
        return client.call("1", "prompts/list", "{}").result().path("prompts");
    }

    private Reply get(String name, JsonObject values) {
        return agent().call(
                        "1",
                        "prompts/get",
                        new JsonObject()
                                .put("name", name)
                                .put("arguments", values)
                                .encode());
    }

    private static String text(Reply reply) {
        return reply.result().at("/messages/0/content/text").asText();
    }

    private static List<String> names(JsonNode prompts) {
        return StreamSupport.stream(prompts.spliterator(), false)
                .map(prompt -> prompt.path("name").asText())
                .toList();
    }

    private McpWire agent() {
        return McpWire.agentOf(tenant);
    }
}
