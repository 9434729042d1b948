package dev.sluice.face.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.Struct;
import com.google.protobuf.util.JsonFormat;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Protobuf's own JSON reader is the oracle: the same object, and the same bytes. */
class StructWriterTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"a\":null,\"b\":true,\"c\":false,\"d\":1,\"e\":-2.5,\"f\":\"\",\"g\":{},\"h\":[]}",
                "{\"nested\":{\"nested\":{\"rows\":[[1,\"a\",null],[],[{\"x\":[]}]]}}}",
                "{\"ü€𐍈\":\"ü€𐍈 \\u0000 \\\"quoted\\\"\"}",
                "{\"large\":1.7976931348623157E308,\"small\":4.9E-324,\"exact\":9007199254740992}"
            })
    void writesWhatProtobufReads(String object) throws Exception {
        assertSame(object);
    }

    @Test
    void writesLengthsOfOneToFourBytes() throws Exception {
        for (int length : new int[] {1, 120, 126, 127, 128, 129, 16_380, 16_384, 16_390, 2_097_160}) {
            ObjectNode object = NODES.objectNode();
            object.putObject("struct").put("text", "x".repeat(length));
            object.putArray("list").add("y".repeat(length)).addArray().add("z".repeat(length));
            assertSame(object.toString());
        }
    }

    @Test
    void writesAnythingThatCouldBeNested() throws Exception {
        Random random = new Random(20261122);
        for (int i = 0; i < 2_000; i++) {
            assertSame(object(random, 5).toString());
        }
    }

    private static ObjectNode object(Random random, int depth) {
        ObjectNode object = NODES.objectNode();
        for (int i = random.nextInt(6); i > 0; i--) {
            object.set("k" + random.nextInt(100), value(random, depth - 1));
        }
        return object;
    }

    private static JsonNode value(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 7 : 5)) {
            case 0 -> NODES.nullNode();
            case 1 -> NODES.booleanNode(random.nextBoolean());
            case 2 -> NODES.numberNode(random.nextInt());
            case 3 -> NODES.numberNode(random.nextGaussian());
            case 4 -> NODES.textNode("s".repeat(random.nextInt(300)));
            case 5 -> object(random, depth);
            default -> {
                ArrayNode array = NODES.arrayNode();
                for (int i = random.nextInt(5); i > 0; i--) {
                    array.add(value(random, depth - 1));
                }
                yield array;
            }
        };
    }

    private static void assertSame(String object) throws Exception {
        Struct.Builder expected = Struct.newBuilder();
        JsonFormat.parser().merge(JSON.readTree(object).toString(), expected);

        byte[] written = StructWriter.write(object.getBytes(StandardCharsets.UTF_8));

        assertThat(Struct.parseFrom(written)).isEqualTo(expected.build());
        assertThat(written).hasSize(expected.build().getSerializedSize());
    }
}
