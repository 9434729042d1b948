package dev.sluice.face.mcp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One message of a client (JSON-RPC 2.0).
 *
 * @param id none for a notification, or a response to a request that nobody sent
 * @param method empty for a response
 */
record Message(@Nullable JsonNode id, String method, ObjectNode params) {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    // Ids and tokens are said again with every event.
    private static final int LONGEST_NAME = 1024;

    static Message parse(Buffer body) {
        JsonNode message = read(body);
        if (message.isArray()) {
            throw invalid("Batches are not supported: send one message a request");
        }
        if (!message.isObject() || !message.path("jsonrpc").asText().equals("2.0")) {
            throw invalid("The body is not a JSON-RPC 2.0 message");
        }
        JsonNode method = message.path("method");
        if (method.isMissingNode() && (message.has("result") || message.has("error"))) {
            return new Message(null, "", JSON.createObjectNode());
        }
        JsonNode id = message.get("id");
        if (id != null && !id.isTextual() && !id.isIntegralNumber()) {
            throw invalid("The id is neither a string nor an integer");
        }
        if (id != null && id.toString().length() > LONGEST_NAME) {
            throw invalid("The id is too long");
        }
        if (!method.isTextual() || method.asText().isEmpty()) {
            throw invalid("The message has no method").about(String.valueOf(id));
        }
        JsonNode params = message.path("params");
        if (!params.isMissingNode() && !params.isNull() && !params.isObject()) {
            throw invalid("The params are not an object").about(String.valueOf(id));
        }
        return new Message(id, method.asText(), params instanceof ObjectNode object ? object : JSON.createObjectNode());
    }

    // The parser's own message quotes the input, which may hold a secret.
    private static JsonNode read(Buffer body) {
        try {
            JsonNode message = JSON.readTree(body.getBytes());
            return message == null ? JSON.missingNode() : message;
        } catch (JsonProcessingException malformed) {
            throw RpcError.of(RpcError.PARSE, 400, "The body is not valid JSON");
        } catch (IOException unreadable) {
            throw RpcError.of(RpcError.PARSE, 400, "The body cannot be read");
        }
    }

    private static RpcError invalid(String message) {
        return RpcError.of(RpcError.INVALID_REQUEST, 400, message);
    }

    boolean isRequest() {
        return id != null;
    }

    /** What the client says beside its parameters. */
    JsonNode meta() {
        return params.path("_meta");
    }

    /** Names what the client wants to hear progress by, as JSON, if it wants to. */
    @Nullable
    String progressToken() {
        JsonNode token = meta().path("progressToken");
        boolean named = token.isTextual() || token.isIntegralNumber();
        return named && token.toString().length() <= LONGEST_NAME ? token.toString() : null;
    }

    /** A parameter that must be there. */
    String required(String name) {
        JsonNode value = params.path(name);
        if (!value.isTextual() || value.asText().isEmpty()) {
            throw RpcError.of(RpcError.INVALID_PARAMS, "The parameter " + name + " is missing or no string");
        }
        return value.asText();
    }
}
