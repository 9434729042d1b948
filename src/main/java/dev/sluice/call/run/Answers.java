package dev.sluice.call.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.workspace.FaultTeller;
import dev.sluice.workspace.WorkspaceResponse;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;

/** A workspace's answer as an object, and an object as the answer of a call. */
final class Answers {
    /** gRPC clients take 4 MiB, and the same values are somewhat larger in protobuf than in JSON. */
    static final int MOST_BYTES = 3 * 1024 * 1024;

    // Numbers stay what the workspace wrote.
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .setNodeFactory(JsonNodeFactory.withExactBigDecimals(true));

    private Answers() {}

    /** The object that the workspace answered, or its fault. */
    static ObjectNode object(WorkspaceResponse response) {
        successful(response);
        return parse(response);
    }

    /** The same for an answer that has nothing to tell: an empty body is an empty object. */
    static ObjectNode done(WorkspaceResponse response) {
        return response.succeeded() && response.body().length() == 0 ? JSON.createObjectNode() : object(response);
    }

    /** The JSON object of a success as bytes, or its fault. */
    static Buffer successful(WorkspaceResponse response) {
        if (!response.succeeded() || !response.isJsonObject()) {
            throw FaultTeller.tell(response).asException();
        }
        return response.body();
    }

    private static ObjectNode parse(WorkspaceResponse response) {
        try {
            if (JSON.readTree(response.body().getBytes()) instanceof ObjectNode object) {
                return object;
            }
        } catch (IOException notJson) {
            // Told below.
        }
        throw FaultTeller.unreadable(response).asException();
    }

    /** A member's list; an empty one where the workspace leaves it out. */
    static ArrayNode array(ObjectNode data, String member) {
        return data.path(member) instanceof ArrayNode items ? items : JSON.createArrayNode();
    }

    /** The bytes of an answer; {@code RESULT_TOO_LARGE} for one that clients could not take. */
    static Buffer bytes(ObjectNode data) {
        return bytes(data, MOST_BYTES);
    }

    /** The same for a caller that takes less. */
    static Buffer bytes(ObjectNode data, int most) {
        byte[] bytes = written(data);
        if (bytes.length > most) {
            throw tooLarge(most).asException();
        }
        return Buffer.buffer(bytes);
    }

    /** An object as JSON. */
    static byte[] written(ObjectNode data) {
        try {
            return JSON.writeValueAsBytes(data);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("A tree could not be written", impossible);
        }
    }

    static Fault tooLarge(int most) {
        return Fault.of(
                FaultCode.RESULT_TOO_LARGE,
                "The answer is larger than " + most + " bytes.",
                "Ask for less: a smaller limit, fewer rows, or a length of at most " + (most / 4 * 3 - 1024)
                        + " bytes.");
    }

    /** Says that there is more, and which call gives it. */
    static ObjectNode goOn(ObjectNode data, String toolName, JsonNode params) {
        data.put("truncated", true);
        return next(data, toolName, params);
    }

    /** Says which call comes next; returns its description, to add to. */
    static ObjectNode next(ObjectNode data, String toolName, JsonNode params) {
        ObjectNode next = data.putObject("next");
        next.put("tool_name", toolName).set("params", params);
        return next;
    }
}
