package dev.sluice.audit;

import dev.sluice.audit.CallOrigin.Source;
import dev.sluice.id.EnvironmentId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A record as it is read; they are written many at a time, by {@link ToolCallLogRepository}. */
@Entity
@Table(name = "tool_call_log")
class ToolCallLogRow {
    @Id
    String executionId;

    String environmentId;
    String clientId;

    @Enumerated(EnumType.STRING)
    Source source;

    @Nullable
    String agentRunId;

    @Nullable
    String userId;

    @Nullable
    String organizationId;

    String toolName;
    String provider;

    @Nullable
    String connectedAccountId;

    @Nullable
    String connectionId;

    @Nullable
    String connectionName;

    @Nullable
    String identifier;

    @Nullable
    String errorCode;

    long durationMs;

    ToolCallLog value() {
        return new ToolCallLog(
                executionId,
                new EnvironmentId(environmentId),
                clientId,
                new CallOrigin(source, agentRunId, userId, organizationId),
                toolName,
                provider,
                new CallTarget(connectedAccountId, connectionId, connectionName, identifier),
                errorCode,
                durationMs);
    }
}
