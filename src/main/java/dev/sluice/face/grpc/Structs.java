package dev.sluice.face.grpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import java.nio.charset.StandardCharsets;

/** JSON objects as protobuf has them. */
final class Structs {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    // Beyond, a double has lost which integer it was.
    private static final double EXACT = 0x1p53;

    private Structs() {}

    /** A protobuf number is a double: an integer that went in comes out as an integer. */
    static ObjectNode toJson(Struct struct) {
        ObjectNode object = NODES.objectNode();
        struct.getFieldsMap().forEach((name, value) -> object.set(name, toJson(value)));
        return object;
    }

    static Struct of(JsonNode object) {
        try {
            return Struct.parseFrom(StructWriter.write(object.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (InvalidProtocolBufferException impossible) {
            throw new IllegalStateException("What was just written cannot be read", impossible);
        }
    }

    private static JsonNode toJson(Value value) {
        return switch (value.getKindCase()) {
            case BOOL_VALUE -> NODES.booleanNode(value.getBoolValue());
            case NUMBER_VALUE -> number(value.getNumberValue());
            case STRING_VALUE -> NODES.textNode(value.getStringValue());
            case STRUCT_VALUE -> toJson(value.getStructValue());
            case LIST_VALUE -> {
                ArrayNode array = NODES.arrayNode();
                value.getListValue().getValuesList().forEach(element -> array.add(toJson(element)));
                yield array;
            }
            case NULL_VALUE, KIND_NOT_SET -> NODES.nullNode();
        };
    }

    private static JsonNode number(double number) {
        return number == Math.rint(number) && Math.abs(number) <= EXACT
                ? NODES.numberNode((long) number)
                : NODES.numberNode(number);
    }
}
