package dev.sluice.call;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.caller.Caller;
import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.fault.FaultException;
import dev.sluice.sql.StatementKind;
import dev.sluice.sql.StatementKinds;
import dev.sluice.tool.Tool;
import dev.sluice.tool.ToolCatalogue;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/**
 * Whether a caller may make a call, by its scopes and its tool policy. Costs nothing for a caller without restrictions;
 * SQL is read for one that may only read.
 */
@Singleton
final class ToolPermission {
    private final ToolCatalogue tools;
    private final StatementKinds statements;

    ToolPermission(ToolCatalogue tools, StatementKinds statements) {
        this.tools = tools;
        this.statements = statements;
    }

    /**
     * Lets a tool run.
     *
     * @param params unchecked
     * @return completes where it may; fails with {@code READ_ONLY} for a statement that does more than read
     * @throws FaultException {@code FORBIDDEN}, {@code TOOL_NOT_ALLOWED}, or {@code READ_ONLY} for a tool that changes
     *     something
     */
    Uni<Void> check(Caller caller, Tool tool, ObjectNode params) {
        require(caller, tool);
        if (!caller.policy().readOnly()) {
            return Uni.createFrom().voidItem();
        }
        if (params.path("start_warehouse").asBoolean()) {
            throw refused(
                    "This API client or key may only read, and may start no warehouse.", "/params/start_warehouse");
        }
        if (tool.readOnly()) {
            return Uni.createFrom().voidItem();
        }
        if (!tool.takes("statement")) {
            throw changes(tool);
        }
        // Validation tells of a statement that is missing.
        return params.path("statement").isTextual()
                ? reads(params.get("statement").textValue(), "/params/statement")
                : Uni.createFrom().voidItem();
    }

    /** Lets a stream begin; as above. */
    Uni<Void> check(Caller caller, StreamCall.Source source) {
        require(caller, tools.get(source.tool()));
        return source instanceof StreamCall.Run run && caller.policy().readOnly()
                ? reads(run.statement().statement(), "/statement")
                : Uni.createFrom().voidItem();
    }

    private static void require(Caller caller, Tool tool) {
        caller.with(tool.scope());
        if (!caller.policy().names(tool.name())) {
            throw Fault.of(
                            FaultCode.TOOL_NOT_ALLOWED,
                            "This API client or key may not use " + tool.name() + ".",
                            "It may use " + String.join(", ", caller.policy().tools())
                                    + ". Use one of these, or ask the operator of the gateway to allow the tool.")
                    .asException();
        }
    }

    private Uni<Void> reads(String statement, String pointer) {
        return statements
                .of(statement)
                .invoke(kind -> {
                    switch (kind) {
                        case StatementKind.Reads reads -> {}
                        case StatementKind.Changes change ->
                            throw refused(
                                    "This API client or key may only read, and the statement does more: "
                                            + change.what() + ".",
                                    pointer);
                        case StatementKind.Unreadable unreadable ->
                            throw refused(
                                    "This API client or key may only read, and the statement is not known to do no more: "
                                            + unreadable.why() + " Line " + unreadable.line() + ", column "
                                            + unreadable.column() + ".",
                                    pointer);
                    }
                })
                .replaceWithVoid();
    }

    private static FaultException refused(String detail, String pointer) {
        return Fault.of(
                        FaultCode.READ_ONLY,
                        detail,
                        "Send one statement that only reads: a query, SHOW, DESCRIBE, or EXPLAIN of a query.")
                .at(pointer)
                .asException();
    }

    private static FaultException changes(Tool tool) {
        return Fault.of(
                        FaultCode.READ_ONLY,
                        "This API client or key may only read, and " + tool.name() + " changes something.",
                        "Use a tool that only reads, or ask the operator of the gateway for a client or key that may"
                                + " change things.")
                .asException();
    }
}
