package dev.sluice.call.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.tool.Tool;

/**
 * One run of a tool.
 *
 * @param params validated
 * @param startsWarehouse whether a stopped warehouse may be started where the parameters do not say
 * @param reads whether it changes nothing, so that it may be sent again
 * @param reception how the caller takes the answer
 */
public record ToolRun(Tool tool, ObjectNode params, boolean startsWarehouse, boolean reads, Reception reception) {
    /** A run of a tool that is what the tool declares. */
    public static ToolRun of(Tool tool, ObjectNode params, boolean startsWarehouse) {
        return new ToolRun(tool, params, startsWarehouse, tool.readOnly(), Reception.USUAL);
    }

    /** The same, known to change nothing. */
    public ToolRun reading() {
        return new ToolRun(tool, params, startsWarehouse, true, reception);
    }

    /** The same for a caller that takes answers so. */
    public ToolRun to(Reception reception) {
        return new ToolRun(tool, params, startsWarehouse, reads, reception);
    }

    @Override
    public String toString() {
        return "ToolRun[" + tool.name() + "]";
    }
}
