package dev.sluice.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A body whose members are the named parameters that are there. A field is {@code parameter}, or
 * {@code member:parameter} where the workspace has another name for it; {@code outer.member} goes into an object.
 */
record FieldsBody(List<Field> fields) implements BodyTemplate {
    record Field(List<String> path, String parameter) {
        static Field of(String declared) {
            int colon = declared.indexOf(':');
            String path = colon < 0 ? declared : declared.substring(0, colon);
            return new Field(List.of(path.split("\\.")), declared.substring(colon + 1));
        }
    }

    static FieldsBody of(JsonNode declared) {
        List<Field> fields = new ArrayList<>();
        declared.forEach(field -> fields.add(Field.of(field.asText())));
        return new FieldsBody(List.copyOf(fields));
    }

    @Override
    public ObjectNode of(ObjectNode params) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        for (Field field : fields) {
            JsonNode value = params.get(field.parameter);
            if (value != null) {
                ObjectNode inner = body;
                for (String member : field.path.subList(0, field.path.size() - 1)) {
                    inner = inner.withObjectProperty(member);
                }
                inner.set(field.path.getLast(), value);
            }
        }
        return body;
    }
}
