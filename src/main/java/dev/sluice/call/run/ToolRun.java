package dev.sluice.call.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.tool.Tool;

/**
 * One run of a tool.
 *
 * @param params validated
 * @param startsWarehouse whether a stopped warehouse may be started where the parameters do not say
 */
public record ToolRun(Tool tool, ObjectNode params, boolean startsWarehouse) {
    @Override
    public String toString() {
        return "ToolRun[" + tool.name() + "]";
    }
}
