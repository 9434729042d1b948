package dev.sluice.call;

import dev.sluice.account.AccountSelector;
import dev.sluice.audit.CallOrigin;
import dev.sluice.audit.ToolCallLogs;
import dev.sluice.call.forward.ForwardCall;
import dev.sluice.call.forward.ForwardPolicy;
import dev.sluice.caller.Caller;
import dev.sluice.telemetry.CallMeter;
import dev.sluice.tool.ToolCatalogue;
import jakarta.inject.Singleton;

/** Begins to observe calls, for the meter and the record of each. */
@Singleton
final class Observations {
    // A stream lasts for as long as its reader reads: its times are no tool's.
    private static final String STREAM = "stream";
    // Names come from callers, and labels must be few.
    private static final String UNKNOWN = "unknown";

    private final CallMeter meter;
    private final ToolCallLogs logs;
    private final ToolCatalogue tools;

    Observations(CallMeter meter, ToolCallLogs logs, ToolCatalogue tools) {
        this.meter = meter;
        this.logs = logs;
        this.tools = tools;
    }

    Observation of(ToolCall call) {
        String label = tools.has(call.toolName()) ? call.toolName() : UNKNOWN;
        return begin(label, call.executionId(), call.caller(), call.toolName(), call.account(), call.origin());
    }

    Observation of(StreamCall call) {
        return begin(STREAM, call.executionId(), call.caller(), call.source().tool(), call.account(), call.origin());
    }

    Observation of(ForwardCall call) {
        return begin(
                ForwardPolicy.TOOL,
                call.executionId(),
                call.caller(),
                ForwardPolicy.TOOL,
                call.account(),
                CallOrigin.of(CallOrigin.Source.PROXY));
    }

    private Observation begin(
            String label,
            String executionId,
            Caller caller,
            String toolName,
            AccountSelector asked,
            CallOrigin origin) {
        return new Observation(meter.start(executionId, label), logs, executionId, caller, toolName, asked, origin);
    }
}
