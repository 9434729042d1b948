package dev.sluice.call;

import dev.sluice.account.AccountSelector;
import dev.sluice.account.ConnectedAccount;
import dev.sluice.account.Connection;
import dev.sluice.audit.CallOrigin;
import dev.sluice.audit.CallTarget;
import dev.sluice.audit.ToolCallLog;
import dev.sluice.audit.ToolCallLogs;
import dev.sluice.caller.Caller;
import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.fault.FaultException;
import dev.sluice.telemetry.CallMeter;
import org.jspecify.annotations.Nullable;

/** One call as it goes on, told to the meter and recorded once it is over. */
final class Observation {
    private final CallMeter.Sample sample;
    private final ToolCallLogs logs;
    private final String executionId;
    private final Caller caller;
    private final String toolName;
    private final AccountSelector asked;
    private final CallOrigin origin;
    private @Nullable ConnectedAccount account;
    private boolean over;

    Observation(
            CallMeter.Sample sample,
            ToolCallLogs logs,
            String executionId,
            Caller caller,
            String toolName,
            AccountSelector asked,
            CallOrigin origin) {
        this.sample = sample;
        this.logs = logs;
        this.executionId = executionId;
        this.caller = caller;
        this.toolName = toolName;
        this.asked = asked;
        this.origin = origin;
    }

    void through(ConnectedAccount account) {
        this.account = account;
    }

    /** @param failure null where the call was answered, or its caller left */
    void ended(@Nullable Throwable failure, boolean left) {
        if (left) {
            ended(FaultCode.CLIENT_CANCELLED);
        } else if (failure == null) {
            ended((FaultCode) null);
        } else {
            ended(failure instanceof FaultException told ? told.fault().code() : FaultCode.INTERNAL);
        }
    }

    /** @param cause null for a success */
    void ended(@Nullable Fault cause) {
        ended(cause == null ? null : cause.code());
    }

    /** @param code null for a success */
    void ended(@Nullable FaultCode code) {
        if (over) {
            return;
        }
        over = true;
        long nanos = sample.ended(code);
        logs.record(new ToolCallLog(
                executionId,
                caller.environment(),
                caller.clientId(),
                origin,
                toolName,
                Connection.DATABRICKS,
                target(),
                code == null ? null : code.label(),
                nanos / 1_000_000));
    }

    private CallTarget target() {
        return account == null
                ? CallTarget.named(asked.connectedAccountId(), asked.connector(), asked.identifier())
                : new CallTarget(
                        account.id().value(),
                        account.connectionId().value(),
                        account.connection(),
                        account.identifier());
    }
}
