package dev.sluice.face.mcp;

import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.fault.Problem;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Faults as a model reads them. */
final class FaultTexts {
    // As words of their own: within a path or a name they are the customer's.
    private static final Pattern TOOL = Pattern.compile("(?<![\\w.`/-])" + ToolNames.CONNECTOR + "(?=[a-z])");
    private static final Pattern PARAMS = Pattern.compile("(?<![\\w.-])/params(?![\\w-])");

    private FaultTexts() {}

    /** The code, what was wrong, and the next step. */
    static String text(Fault fault) {
        StringBuilder text =
                new StringBuilder(fault.code().label()).append(": ").append(fault.detail());
        if (!fault.detail().endsWith(".")) {
            text.append('.');
        }
        if (fault.hint() != null) {
            text.append(' ').append(fault.hint());
            if (!fault.hint().endsWith(".") && !fault.hint().endsWith("?")) {
                text.append('.');
            }
        }
        if (fault.retryAfter() != null) {
            text.append(" Try again after ").append(fault.retryAfterSeconds()).append(" s.");
        }
        return inMcp(text.toString());
    }

    /** The whole fault, JSON. */
    static String problem(Fault fault, @Nullable String executionId) {
        return inMcp(Problem.of(fault, executionId).encode());
    }

    /** A fault as an error of the protocol, where no result can tell it. */
    static RpcError error(Fault fault, Protocol protocol) {
        int code = fault.code().jsonRpcCode();
        boolean standard = code == RpcError.INVALID_PARAMS || code == RpcError.INTERNAL;
        // 2026-07-28 keeps the other numbers for itself.
        int told = protocol == Protocol.LEGACY || standard
                ? code
                : fault.code() == FaultCode.OBJECT_NOT_FOUND || fault.code() == FaultCode.NOT_FOUND
                        ? RpcError.INVALID_PARAMS
                        : RpcError.INTERNAL;
        return RpcError.of(told, text(fault)).with(problem(fault, null));
    }

    // Tools have short names here, and their parameters are called arguments.
    private static String inMcp(String text) {
        return PARAMS.matcher(TOOL.matcher(text).replaceAll("")).replaceAll("/arguments");
    }
}
