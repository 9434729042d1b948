package dev.sluice.face.mcp;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.caller.Caller;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** The prompts of {@code mcp/prompts.json}, each to those who may use all the tools it needs. */
@Singleton
final class Prompts {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FILE = "/mcp/prompts.json";
    private static final long FRESH_MILLIS = 60_000;

    private final ToolListing tools;
    private final List<Prompt> all;

    Prompts(ToolListing tools) {
        this.tools = tools;
        try (InputStream file = Objects.requireNonNull(Prompts.class.getResourceAsStream(FILE), FILE)) {
            this.all = JSON.readValue(file, new TypeReference<>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Result list(Caller caller) {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        ArrayNode prompts = result.putArray("prompts");
        allowed(caller).forEach(prompt -> describe(prompt, prompts.addObject()));
        return Result.of(result).freshFor(FRESH_MILLIS);
    }

    private static void describe(Prompt prompt, ObjectNode described) {
        described.put("name", prompt.name()).put("title", prompt.title()).put("description", prompt.description());
        described.set("arguments", JSON.valueToTree(prompt.arguments()));
    }

    /** The message that a prompt comes to. */
    Result get(Caller caller, String name, JsonNode arguments) {
        Prompt prompt = allowed(caller).stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> mistake("There is no such prompt: prompts/list has those that you may use"));
        ObjectNode result = JsonNodeFactory.instance.objectNode().put("description", prompt.description());
        result.putArray("messages")
                .addObject()
                .put("role", "user")
                .putObject("content")
                .put("type", "text")
                .put("text", prompt.with(values(prompt, arguments)));
        return Result.of(result);
    }

    private static Map<String, String> values(Prompt prompt, JsonNode arguments) {
        if (!arguments.isObject() && !arguments.isMissingNode() && !arguments.isNull()) {
            throw mistake("The arguments are not an object");
        }
        Map<String, String> values = new HashMap<>();
        arguments.fieldNames().forEachRemaining(given -> {
            if (prompt.arguments().stream()
                    .noneMatch(argument -> argument.name().equals(given))) {
                throw mistake("An argument is unknown: the prompt takes "
                        + prompt.arguments().stream().map(Prompt.Argument::name).collect(Collectors.joining(", ")));
            }
        });
        for (Prompt.Argument argument : prompt.arguments()) {
            JsonNode value = arguments.path(argument.name());
            if (!value.isMissingNode() && !value.isTextual()) {
                throw mistake("The argument " + argument.name() + " is no string");
            }
            if (!value.asText().isBlank()) {
                values.put(argument.name(), value.asText());
            } else if (argument.required()) {
                throw mistake("The argument " + argument.name() + " is missing");
            }
        }
        return values;
    }

    private List<Prompt> allowed(Caller caller) {
        Set<String> names = tools.allowed(caller).stream().map(ToolNames::of).collect(Collectors.toSet());
        return all.stream().filter(prompt -> names.containsAll(prompt.tools())).toList();
    }

    private static RpcError mistake(String message) {
        return RpcError.of(RpcError.INVALID_PARAMS, message);
    }
}
