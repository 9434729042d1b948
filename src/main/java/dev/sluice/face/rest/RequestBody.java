package dev.sluice.face.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.fault.FaultException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the JSON object that a request carries, bounded, and its members by type. */
final class RequestBody {
    /** Databricks takes statements of at most 16 MiB; escapes and the other members need room beside them. */
    static final int MOST_BYTES = 20 * 1024 * 1024;

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private RequestBody() {}

    /** The object, of a request that is paused until somebody wants it. */
    static Uni<ObjectNode> read(HttpServerRequest request) {
        return Uni.createFrom().emitter(object -> read(request, object));
    }

    private static void read(HttpServerRequest request, UniEmitter<? super ObjectNode> object) {
        Buffer body = Buffer.buffer();
        request.handler(part -> {
            if (body.length() + part.length() > MOST_BYTES) {
                request.pause();
                object.fail(tooLarge(MOST_BYTES).asException());
            } else {
                body.appendBuffer(part);
            }
        });
        request.exceptionHandler(object::fail);
        request.endHandler(end -> {
            try {
                object.complete(parse(body));
            } catch (FaultException refused) {
                object.fail(refused);
            }
        });
        request.resume();
    }

    private static ObjectNode parse(Buffer body) {
        JsonNode node;
        try {
            node = JSON.readTree(body.getBytes());
        } catch (StreamConstraintsException excessive) {
            throw excessive();
        } catch (JsonProcessingException malformed) {
            throw malformed(malformed);
        } catch (IOException unreadable) {
            throw notAnObject();
        }
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw notAnObject();
    }

    // The parser's own message quotes the input, which may hold a secret: only the place is told.
    private static FaultException malformed(JsonProcessingException malformed) {
        var at = malformed.getLocation();
        String place = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
        return Fault.of(
                        FaultCode.INVALID_REQUEST,
                        "The body is not valid JSON" + place + ".",
                        "Send one JSON object, UTF-8, with every string and bracket closed and no member twice.")
                .asException();
    }

    private static FaultException excessive() {
        return Fault.of(
                        FaultCode.INVALID_REQUEST,
                        "The body is nested too deeply, or has a number or a name that is too long.",
                        "Nest at most 1000 levels; give long values as strings.")
                .at("")
                .asException();
    }

    private static FaultException notAnObject() {
        return Fault.of(FaultCode.INVALID_REQUEST, "The body is not a JSON object.", "Send one JSON object.")
                .at("")
                .asException();
    }

    static Fault tooLarge(long mostBytes) {
        return Fault.of(
                FaultCode.PAYLOAD_TOO_LARGE,
                "The body is larger than " + mostBytes + " bytes.",
                "Send less; a statement may have at most 16 MiB.");
    }

    static String requiredText(ObjectNode body, String name) {
        String value = text(body, name);
        if (value == null || value.isEmpty()) {
            throw Fault.of(FaultCode.INVALID_REQUEST, "The member " + name + " is missing.", "Give " + name + ".")
                    .at("/" + name)
                    .asException();
        }
        return value;
    }

    static @Nullable String text(ObjectNode body, String name) {
        JsonNode value = body.get(name);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw wrongType(name, "a string");
        }
        return value.asText();
    }

    static ObjectNode objectOrEmpty(ObjectNode body, String name) {
        JsonNode value = body.get(name);
        if (value == null || value.isNull()) {
            return JSON.createObjectNode();
        }
        if (value instanceof ObjectNode object) {
            return object;
        }
        throw wrongType(name, "an object");
    }

    static FaultException wrongType(String name, String wanted) {
        return Fault.of(
                        FaultCode.INVALID_REQUEST,
                        "The member " + name + " has the wrong type: expected " + wanted + ".",
                        "Send " + name + " as " + wanted + ".")
                .at("/" + name)
                .asException();
    }

    static void refuseUnknown(ObjectNode body, Set<String> members) {
        body.fieldNames().forEachRemaining(name -> {
            if (!members.contains(name)) {
                String shown = name.length() > 60 ? name.substring(0, 60) + "…" : name;
                throw Fault.of(
                                FaultCode.INVALID_REQUEST,
                                "There is no member " + shown + ".",
                                "The members are "
                                        + String.join(
                                                ", ", members.stream().sorted().toList()) + ".")
                        .at("/" + shown.replace("~", "~0").replace("/", "~1"))
                        .asException();
            }
        });
    }
}
