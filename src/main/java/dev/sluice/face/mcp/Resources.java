package dev.sluice.face.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.call.ToolAnswer;
import dev.sluice.id.SortableId;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.inject.Singleton;
import java.io.IOException;

/** What there is in a workspace's catalogs, as resources. They are read by the tools, with the same permissions. */
@Singleton
final class Resources {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TOOLS = ToolNames.CONNECTOR;
    private static final long FRESH_MILLIS = 300_000;
    private static final Result LISTED = new Result("""
            "resources":[{"uri":"databricks://catalogs","name":"catalogs","title":"Catalogs",\
            "description":"The catalogs that the service principal may see.","mimeType":"application/json"}]""", null, FRESH_MILLIS);
    private static final Result TEMPLATES = new Result("""
            "resourceTemplates":[\
            {"uriTemplate":"databricks://schemas/{catalog}","name":"schemas","title":"Schemas of a catalog",\
            "description":"The schemas of a catalog.","mimeType":"application/json"},\
            {"uriTemplate":"databricks://tables/{catalog}.{schema}","name":"tables","title":"Tables of a schema",\
            "description":"The tables and views of a schema, with their columns.","mimeType":"application/json"},\
            {"uriTemplate":"databricks://tables/{catalog}.{schema}.{table}{?warehouse_id}","name":"table","title":"Schema of a table",\
            "description":"A table's columns, and its primary and foreign keys. Read by SQL on the warehouse given, or on one that runs.",\
            "mimeType":"application/json"}]""", null, FRESH_MILLIS);

    private final ToolCalls calls;
    private final TableSchemas tables;

    Resources(ToolCalls calls, TableSchemas tables) {
        this.calls = calls;
        this.tables = tables;
    }

    Result list() {
        return LISTED;
    }

    Result templates() {
        return TEMPLATES;
    }

    Uni<Result> read(Client client, String uri, Protocol protocol) {
        // The number that means it in each revision.
        int absent = protocol == Protocol.LEGACY ? -32002 : RpcError.INVALID_PARAMS;
        Resource resource = Resource.of(uri)
                .orElseThrow(() -> RpcError.of(absent, "There is no such resource")
                        .with(JsonNodeFactory.instance
                                .objectNode()
                                .put("uri", uri)
                                .toString()));
        return text(client, resource).map(text -> contents(uri, text));
    }

    private Uni<String> text(Client client, Resource resource) {
        return switch (resource) {
            case Resource.Catalogs all -> list(client, "unity_catalog_catalogs_list", object());
            case Resource.Schemas of ->
                list(client, "unity_catalog_schemas_list", object().put("catalog_name", of.catalog()));
            case Resource.Tables of ->
                list(
                        client,
                        "unity_catalog_tables_list",
                        object().put("catalog_name", of.catalog()).put("schema_name", of.schema()));
            case Resource.Table table -> tables.read(client, table).map(ObjectNode::toString);
        };
    }

    private Uni<String> list(Client client, String tool, ObjectNode arguments) {
        return calls.run(client, SortableId.next("exe_"), TOOLS + tool, arguments, stage -> {})
                .map(answer -> answer.data().toString());
    }

    private static Result contents(String uri, String text) {
        ObjectNode result = object();
        result.putArray("contents")
                .addObject()
                .put("uri", uri)
                .put("mimeType", "application/json")
                .put("text", text);
        return Result.of(result).freshFor(0);
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** The object that a tool answered. */
    static JsonNode parsed(ToolAnswer answer) {
        Buffer data = answer.data();
        try {
            return JSON.readTree(data.getBytes());
        } catch (IOException impossible) {
            throw new IllegalStateException("A tool's answer is no JSON", impossible);
        }
    }
}
