package dev.sluice.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.ValidationMessage;
import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks one tool's parameters against its schema and tells what is wrong in words that a model can act on. */
final class ToolParameters {
    private static final Pattern INTEGER_TEXT = Pattern.compile("-?\\d{1,19}");

    private final JsonNode inputSchema;
    private final JsonSchema schema;
    private final Set<String> names;
    private final List<String> integers = new ArrayList<>();

    ToolParameters(JsonNode inputSchema, JsonSchema schema) {
        this.inputSchema = inputSchema;
        this.schema = schema;
        JsonNode properties = inputSchema.required("properties");
        this.names =
                Set.copyOf(properties.propertyStream().map(Map.Entry::getKey).toList());
        properties
                .propertyStream()
                .filter(property -> property.getValue().path("type").asText().equals("integer"))
                .forEach(property -> integers.add(property.getKey()));
    }

    Set<String> names() {
        return names;
    }

    ObjectNode validate(ObjectNode params) {
        // Before the schema: a misspelt name explains the missing one.
        params.fieldNames().forEachRemaining(this::refuseUnknown);
        ObjectNode normal = integersNormalised(OmittedNulls.without(params, inputSchema));
        Set<ValidationMessage> complaints = schema.validate(normal);
        if (!complaints.isEmpty()) {
            throw fault(complaints.iterator().next()).asException();
        }
        return normal;
    }

    // SDKs carry parameters in protobuf Structs, where every number is a double; models quote numbers.
    private ObjectNode integersNormalised(ObjectNode params) {
        ObjectNode normal = params;
        for (String name : integers) {
            JsonNode value = params.get(name);
            JsonNode integer = value == null ? null : asInteger(value);
            if (integer != null && integer != value) {
                normal = normal == params ? params.deepCopy() : normal;
                normal.set(name, integer);
            }
        }
        return normal;
    }

    private static JsonNode asInteger(JsonNode value) {
        if (value.isTextual() && INTEGER_TEXT.matcher(value.asText()).matches()) {
            return BigIntegerNode.valueOf(new java.math.BigInteger(value.asText()));
        }
        if (value.isDouble() && value.canConvertToExactIntegral() && value.canConvertToLong()) {
            return LongNode.valueOf(value.longValue());
        }
        return value;
    }

    private Fault fault(ValidationMessage complaint) {
        String pointer = "/params" + complaint.getInstanceLocation();
        String property = complaint.getProperty();
        return switch (complaint.getType()) {
            case "required" ->
                Fault.of(
                                FaultCode.INVALID_REQUEST,
                                "The parameter " + property + " is missing.",
                                "Give " + property + ".")
                        .at(pointer + "/" + property);
            case "additionalProperties" ->
                Fault.of(
                                FaultCode.INVALID_REQUEST,
                                "There is no member " + shown(property) + " at " + pointer + ".",
                                "Remove it.")
                        .at(pointer + "/" + escaped(shown(property)));
            default ->
                Fault.of(
                                FaultCode.INVALID_REQUEST,
                                "The parameter at " + pointer + " is not valid: " + expectation(complaint) + ".",
                                "Correct the value at " + pointer + ".")
                        .at(pointer);
        };
    }

    // Never the value itself: it may be SQL or a secret.
    private static String expectation(ValidationMessage complaint) {
        JsonNode wanted = complaint.getSchemaNode();
        String wants = wanted == null ? "" : wanted.toString().replace("\"", "");
        return switch (complaint.getType()) {
            case "type" -> "expected " + wants;
            case "minLength" -> "it is too short, at least " + wants + " characters are needed";
            case "maxLength" -> "it is too long, at most " + wants + " characters are allowed";
            case "minimum" -> "it must be at least " + wants;
            case "maximum" -> "it must be at most " + wants;
            case "pattern" -> "it must match " + wants;
            case "enum" -> "it must be one of " + wants;
            default -> "it breaks the rule " + complaint.getType();
        };
    }

    private void refuseUnknown(String given) {
        if (names.contains(given)) {
            return;
        }
        String known = names.isEmpty() ? "This tool takes no parameters." : "It takes " + sorted(names) + ".";
        String nearest = NearestName.to(given.toLowerCase(Locale.ROOT), names);
        throw Fault.of(
                        FaultCode.INVALID_REQUEST,
                        "There is no parameter " + shown(given) + ".",
                        nearest == null ? known : "Did you mean " + nearest + "? " + known)
                .at("/params/" + escaped(shown(given)))
                .asException();
    }

    private static String shown(String name) {
        return name.length() > 60 ? name.substring(0, 60) + "…" : name;
    }

    /** A name as RFC 6901 writes it in a pointer. */
    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    private static String sorted(Set<String> names) {
        return String.join(", ", names.stream().sorted().toList());
    }
}
