package dev.sluice.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.StringJoiner;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The body of an execute call for a statement of the catalogue's own. In its text {@code {parameter}} is an identifier,
 * quoted so that no value can leave it, and {@code :parameter} a marker whose value travels beside the text.
 *
 * <p>Databricks REST: Statement Execution API, parameters; SQL reference, delimited identifiers.
 */
record SqlBody(String text, List<String> markers) implements BodyTemplate {
    private static final Pattern IDENTIFIER = Pattern.compile("\\{(\\w+)}");
    private static final Pattern MARKER = Pattern.compile(":(\\w+)");

    static SqlBody of(JsonNode declared) {
        StringJoiner text = new StringJoiner("\n");
        declared.forEach(line -> text.add(line.asText()));
        List<String> markers = MARKER.matcher(text.toString())
                .results()
                .map(found -> found.group(1))
                .distinct()
                .toList();
        return new SqlBody(text.toString(), markers);
    }

    @Override
    public ObjectNode of(ObjectNode params) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("statement", IDENTIFIER.matcher(text).replaceAll(found -> quoted(params, found)));
        body.set("warehouse_id", params.required("warehouse_id"));
        ArrayNode values = body.putArray("parameters");
        markers.forEach(name -> values.addObject()
                .put("name", name)
                .put("value", params.required(name).asText())
                .put("type", "STRING"));
        return body;
    }

    private static String quoted(ObjectNode params, MatchResult identifier) {
        String name = params.required(identifier.group(1)).asText();
        return Matcher.quoteReplacement("`" + name.replace("`", "``") + "`");
    }
}
