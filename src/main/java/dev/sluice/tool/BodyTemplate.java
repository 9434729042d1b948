package dev.sluice.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Makes a request's JSON body of a tool's validated parameters, which it leaves as they are. */
@FunctionalInterface
interface BodyTemplate {
    ObjectNode of(ObjectNode params);
}
