package dev.sluice.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One tool that agents may call.
 *
 * @param name what agents call it by, unique in the catalogue
 * @param connector the connector it belongs to, such as {@code databricksworkspace}
 * @param scope what a caller must hold
 * @param definition what a language model is shown
 * @param request the workspace request that it becomes
 * @param answer how the workspace's answer is read
 * @param pages how a list comes in pages; null for an answer that comes whole
 * @param finder the tool that tells the ids and names that this one takes; null where none does
 * @param redacted members of the answer whose values may be secrets, wherever they are
 */
public record Tool(
        String name,
        String connector,
        String scope,
        Definition definition,
        RequestTemplate request,
        Answer answer,
        @Nullable Pages pages,
        @Nullable String finder,
        Set<String> redacted,
        ToolParameters parameters) {
    /** How an answer is read. */
    public enum Answer {
        /** A JSON object: a success is a success. */
        OBJECT,
        /** A statement's status: HTTP 200 may carry a failure, and rows. */
        STATEMENT,
        /** A chunk of rows. */
        CHUNK,
        /** An object, for a content that may have to be sent in blocks. */
        UPLOAD
    }

    /**
     * What a language model is shown of a tool.
     *
     * @param description written for a language model
     * @param annotations the hints of the Model Context Protocol, in snake case
     * @param inputSchema JSON Schema 2020-12 of the parameters
     * @param outputSchema JSON Schema 2020-12 of {@code data}
     */
    public record Definition(
            String title, String description, JsonNode annotations, JsonNode inputSchema, JsonNode outputSchema) {}

    /** The definition as the official SDKs' helpers read it. */
    public ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("name", name)
                .put("display_name", definition.title)
                .put("description", definition.description)
                .put("provider", connector);
        json.set("input_schema", definition.inputSchema);
        json.set("output_schema", definition.outputSchema);
        json.set("annotations", definition.annotations);
        return json;
    }

    /** Whether it changes nothing at the workspace. */
    public boolean readOnly() {
        return definition.annotations.path("read_only_hint").asBoolean();
    }

    /** Whether a repeat of the call would do something again, or be told something else. */
    public boolean hasEffects() {
        return !readOnly()
                && !(request.repeatable()
                        && definition.annotations.path("idempotent_hint").asBoolean());
    }

    /** Whether it takes a parameter of this name. */
    public boolean takes(String parameter) {
        return parameters.names().contains(parameter);
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
