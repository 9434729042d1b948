package dev.sluice.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;

/**
 * One tool that agents may call.
 *
 * @param name what agents call it by, unique in the catalogue
 * @param connector the connector it belongs to, such as {@code databricksworkspace}
 * @param description written for a language model
 * @param scope what a caller must hold
 * @param annotations the hints of the Model Context Protocol, in snake case
 * @param inputSchema JSON Schema 2020-12 of its parameters
 * @param request the workspace request that it becomes
 * @param answer how the workspace's answer is read
 */
public record Tool(
        String name,
        String connector,
        String title,
        String description,
        String scope,
        JsonNode annotations,
        JsonNode inputSchema,
        RequestTemplate request,
        Answer answer,
        ToolParameters parameters) {
    /** How an answer is read. */
    public enum Answer {
        /** A success is a success. */
        PLAIN,
        /** A statement's status: HTTP 200 may carry a failure. */
        STATEMENT
    }

    static Tool of(String connector, JsonNode declared, JsonSchema schema) {
        return new Tool(
                declared.required("name").asText(),
                connector,
                declared.required("title").asText(),
                declared.required("description").asText(),
                declared.required("scope").asText(),
                declared.required("annotations"),
                declared.required("input_schema"),
                RequestTemplate.of(declared.required("request")),
                Answer.valueOf(declared.required("answer").asText().toUpperCase(java.util.Locale.ROOT)),
                new ToolParameters(declared.required("input_schema"), schema));
    }

    /**
     * The parameters as the tool takes them: integers that came as text or as doubles made integers, all checked
     * against the schema.
     *
     * @throws dev.sluice.fault.FaultException {@code INVALID_REQUEST} with a pointer below {@code /params}
     */
    public ObjectNode validate(ObjectNode params) {
        return parameters.validate(params);
    }

    @Override
    public String toString() {
        return "Tool[" + name + "]";
    }
}
