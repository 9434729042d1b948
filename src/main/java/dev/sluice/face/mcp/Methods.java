package dev.sluice.face.mcp;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.function.Consumer;

/** What a client may ask for. */
@Singleton
final class Methods {
    private static final Set<String> LEVELS =
            Set.of("debug", "info", "notice", "warning", "error", "critical", "alert", "emergency");

    private final Greeting greeting;
    private final ToolListing listing;
    private final ToolCalls calls;
    private final CompactTools compact;
    private final Resources resources;
    private final Prompts prompts;

    Methods(
            Greeting greeting,
            ToolListing listing,
            ToolCalls calls,
            CompactTools compact,
            Resources resources,
            Prompts prompts) {
        this.greeting = greeting;
        this.listing = listing;
        this.calls = calls;
        this.compact = compact;
        this.resources = resources;
        this.prompts = prompts;
    }

    /** Answers a request; throws or fails with an {@link RpcError} or a fault. */
    Uni<Result> answer(Client client, Message request, Protocol protocol, Consumer<String> progress) {
        return switch (request.method()) {
            case "tools/list" -> now(client.compact() ? compact.list(client.caller()) : listing.list(client.caller()));
            case "tools/call" -> {
                request.required("name");
                yield client.compact()
                        ? compact.call(client, request.params(), progress)
                        : calls.call(client, request.params(), progress);
            }
            case "resources/list" -> now(resources.list());
            case "resources/templates/list" -> now(resources.templates());
            case "resources/read" -> resources.read(client, request.required("uri"), protocol);
            case "prompts/list" -> now(prompts.list(client.caller()));
            case "prompts/get" ->
                now(prompts.get(
                        client.caller(),
                        request.required("name"),
                        request.params().path("arguments")));
            default -> protocol == Protocol.MODERN ? modern(request) : legacy(request);
        };
    }

    private Uni<Result> modern(Message request) {
        if (request.method().equals("server/discover")) {
            return now(greeting.discovery());
        }
        throw unknown().with(404);
    }

    private Uni<Result> legacy(Message request) {
        return switch (request.method()) {
            case "initialize" -> now(greeting.initialization(request.params()));
            case "ping" -> now(Result.EMPTY);
            case "logging/setLevel" -> {
                // Taken and of no effect: what a call has to say is in its answer.
                if (!LEVELS.contains(request.required("level"))) {
                    throw RpcError.of(RpcError.INVALID_PARAMS, "There is no such level");
                }
                yield now(Result.EMPTY);
            }
            default -> throw unknown();
        };
    }

    private static RpcError unknown() {
        return RpcError.of(RpcError.METHOD_NOT_FOUND, "There is no such method");
    }

    private static Uni<Result> now(Result result) {
        return Uni.createFrom().item(result);
    }
}
