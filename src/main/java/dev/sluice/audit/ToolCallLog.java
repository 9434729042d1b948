package dev.sluice.audit;

import dev.sluice.fault.FaultCode;
import dev.sluice.id.EnvironmentId;
import dev.sluice.id.SortableId;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One tool call: who called what, for whom, and how it ended. A failure is told by its code alone: what a workspace says
 * of it may quote a customer's data.
 *
 * @param clientId the API client or key that called
 * @param toolName as it was called, also where there is no such tool
 * @param provider the connector that the tool belongs to
 * @param errorCode the label of the fault that ended it; null for a success
 */
public record ToolCallLog(
        String executionId,
        EnvironmentId environment,
        String clientId,
        CallOrigin origin,
        String toolName,
        String provider,
        CallTarget target,
        @Nullable String errorCode,
        long durationMillis) {
    private static final int LONGEST_NAME = 100;
    private static final Map<String, FaultCode> CODES =
            Arrays.stream(FaultCode.values()).collect(Collectors.toMap(FaultCode::label, Function.identity()));

    public ToolCallLog {
        String kept = Texts.kept(toolName, LONGEST_NAME);
        toolName = kept == null ? "unknown" : kept;
    }

    /** How a call ended. */
    public enum Status {
        SUCCESS("success", null),
        /** The workspace said no, or failed. */
        PROVIDER_ERROR("provider_error", "provider"),
        /** The gateway said no, or failed, or the caller left. */
        PLATFORM_ERROR("platform_error", "platform");

        private final String label;
        private final @Nullable String tier;

        Status(String label, @Nullable String tier) {
            this.label = label;
            this.tier = tier;
        }

        /** The name on the wire. */
        public String label() {
            return label;
        }

        /** Whose error it is; null for a success. */
        public @Nullable String tier() {
            return tier;
        }
    }

    /** The id of the record itself. */
    public String id() {
        return "tcl_" + executionId.substring(executionId.indexOf('_') + 1);
    }

    /** When the call arrived, which its id tells. */
    public Instant startedAt() {
        return SortableId.time(executionId);
    }

    public Status status() {
        if (errorCode == null) {
            return Status.SUCCESS;
        }
        FaultCode code = CODES.get(errorCode);
        return code != null && code.ofWorkspace() ? Status.PROVIDER_ERROR : Status.PLATFORM_ERROR;
    }

    /** What the error code means, in words that never vary; null for a success. */
    public @Nullable String errorMessage() {
        FaultCode code = errorCode == null ? null : CODES.get(errorCode);
        return code == null ? null : code.title();
    }
}
