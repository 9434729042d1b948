package dev.sluice.face.mcp;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What the gateway says of itself. */
@Singleton
final class Greeting {
    private static final long FRESH_MILLIS = 3_600_000;
    private static final String INSTRUCTIONS = "The tools act on one Databricks workspace, as one service principal."
            + " To query, find a warehouse with sql_warehouses_list, look at tables with unity_catalog_tables_list or"
            + " the resources databricks://tables/{catalog}.{schema}.{table}, then run sql_statement_execute. An answer"
            + " that was cut, and a statement that still runs, say in next which call goes on. An error's text says"
            + " what to do about it.";

    private final String version;

    Greeting(@ConfigProperty(name = "quarkus.application.version", defaultValue = "unknown") String version) {
        this.version = version;
    }

    String version() {
        return version;
    }

    Result initialization(ObjectNode params) {
        ObjectNode greeting = said().put(
                        "protocolVersion",
                        Protocol.agreed(params.path("protocolVersion").asText()));
        greeting.withObjectProperty("capabilities").putObject("logging");
        greeting.putObject("serverInfo")
                .put("name", "sluice")
                .put("title", "Sluice")
                .put("version", version);
        return Result.of(greeting);
    }

    Result discovery() {
        ObjectNode greeting = said();
        ArrayNode versions = greeting.putArray("supportedVersions");
        Protocol.VERSIONS.forEach(versions::add);
        return Result.of(greeting).freshFor(FRESH_MILLIS);
    }

    private static ObjectNode said() {
        ObjectNode said = JsonNodeFactory.instance.objectNode();
        ObjectNode capabilities = said.putObject("capabilities");
        capabilities.putObject("tools");
        capabilities.putObject("resources");
        capabilities.putObject("prompts");
        return said.put("instructions", INSTRUCTIONS);
    }
}
