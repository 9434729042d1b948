package dev.sluice.call;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.account.AccountSelector;
import dev.sluice.audit.CallOrigin;
import dev.sluice.call.run.Reception;
import dev.sluice.caller.Caller;
import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an agent asks for.
 *
 * @param executionId names this call in the answer, the audit and every fault
 * @param caller who asks, proven by the face
 * @param account which connected account to act as
 * @param params the tool's parameters, unchecked
 * @param idempotencyKey the caller's name for the call: a repeat with the same name gets the first answer
 * @param origin where the call came from, for its record
 * @param reception how the caller takes the answer
 */
public record ToolCall(
        String executionId,
        Caller caller,
        String toolName,
        AccountSelector account,
        ObjectNode params,
        @Nullable String idempotencyKey,
        CallOrigin origin,
        Reception reception) {
    private static final Pattern KEY = Pattern.compile("[ -~]{1,255}");

    public ToolCall {
        if (idempotencyKey != null && !KEY.matcher(idempotencyKey).matches()) {
            throw Fault.of(
                            FaultCode.INVALID_REQUEST,
                            "The header Idempotency-Key is not usable.",
                            "Give 1 to 255 printable ASCII characters.")
                    .asException();
        }
    }

    /** A call whose answer comes whole. */
    public ToolCall(
            String executionId,
            Caller caller,
            String toolName,
            AccountSelector account,
            ObjectNode params,
            @Nullable String idempotencyKey,
            CallOrigin origin) {
        this(executionId, caller, toolName, account, params, idempotencyKey, origin, Reception.USUAL);
    }

    @Override
    public String toString() {
        return "ToolCall[" + executionId + ", " + toolName + "]";
    }
}
