package dev.sluice.face.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.id.SortableId;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Locale;

/** Reads a table's columns and constraints. */
@Singleton
final class TableSchemas {
    private static final String TOOLS = ToolNames.CONNECTOR;

    private final ToolCalls calls;

    TableSchemas(ToolCalls calls) {
        this.calls = calls;
    }

    Uni<ObjectNode> read(Client client, Resource.Table table) {
        return warehouse(client, table).flatMap(warehouse -> {
            ObjectNode schema = JsonNodeFactory.instance
                    .objectNode()
                    .put("catalog", table.catalog())
                    .put("schema", table.schema())
                    .put("warehouse_id", warehouse);
            return rows(client, "information_schema_columns", schema.deepCopy().put("table", table.table()))
                    .flatMap(columns -> rows(client, "information_schema_table_constraints", schema)
                            .map(constraints -> told(table, columns, constraints)));
        });
    }

    private static ObjectNode told(Resource.Table table, ArrayNode columns, ArrayNode constraints) {
        if (columns.isEmpty()) {
            throw Fault.of(
                            FaultCode.OBJECT_NOT_FOUND,
                            "There is no such table, or the service principal may not see it.",
                            "Read databricks://tables/" + table.catalog() + "." + table.schema()
                                    + " for those that there are.")
                    .asException();
        }
        ObjectNode told = JsonNodeFactory.instance
                .objectNode()
                .put("table", table.catalog() + "." + table.schema() + "." + table.table());
        told.set("columns", columns);
        ArrayNode own = told.putArray("constraints");
        constraints.forEach(constraint -> {
            if (constraint.path("table_name").asText().equals(table.table().toLowerCase(Locale.ROOT))) {
                own.add(constraint);
            }
        });
        return told;
    }

    private Uni<String> warehouse(Client client, Resource.Table table) {
        return table.warehouseId() != null
                ? Uni.createFrom().item(table.warehouseId())
                : run(client, "sql_warehouses_list", JsonNodeFactory.instance.objectNode())
                        .map(TableSchemas::running);
    }

    // None is started for it: that costs the customer money.
    private static String running(JsonNode answer) {
        for (JsonNode warehouse : answer.path("warehouses")) {
            if (warehouse.path("state").asText().equals("RUNNING")) {
                return warehouse.path("id").asText();
            }
        }
        throw Fault.of(
                        FaultCode.WAREHOUSE_STOPPED,
                        "No SQL warehouse runs that could read the table's schema.",
                        "Start one with sql_warehouse_start, or name one: …?warehouse_id=….")
                .asException();
    }

    /** The rows of a statement, each an object with what is not null. */
    private Uni<ArrayNode> rows(Client client, String tool, ObjectNode arguments) {
        return run(client, tool, arguments).map(answer -> {
            if (!answer.path("status").path("state").asText().equals("SUCCEEDED")) {
                throw Fault.of(
                                FaultCode.RESULT_NOT_READY,
                                "The table's schema is still being read.",
                                "Read the resource again.")
                        .asException();
            }
            if (answer.has("next")) {
                throw Fault.of(
                                FaultCode.RESULT_TOO_LARGE,
                                "The table's schema has more rows than an answer may hold.",
                                "Call " + tool + " with " + arguments + ", and go on as its next says.")
                        .asException();
            }
            JsonNode columns = answer.path("manifest").path("schema").path("columns");
            ArrayNode rows = JsonNodeFactory.instance.arrayNode();
            for (JsonNode cells : answer.path("result").path("data_array")) {
                ObjectNode row = rows.addObject();
                for (int i = 0; i < columns.size(); i++) {
                    if (!cells.path(i).isNull()) {
                        row.set(columns.get(i).path("name").asText(), cells.get(i));
                    }
                }
            }
            return rows;
        });
    }

    private Uni<JsonNode> run(Client client, String tool, ObjectNode arguments) {
        return calls.run(client, SortableId.next("exe_"), TOOLS + tool, arguments, stage -> {})
                .map(Resources::parsed);
    }
}
