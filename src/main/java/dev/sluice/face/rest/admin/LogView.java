package dev.sluice.face.rest.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.sluice.audit.LogPage;
import dev.sluice.audit.ToolCallLog;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The record of a tool call as it is shown. */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
record LogView(
        String id,
        String environmentId,
        String executionId,
        @Nullable String agentRunId,
        String toolName,
        String provider,

        @Schema(description = "The account that was called; one that was not found, as the caller named it") @Nullable
        String connectedAccountId,

        @Nullable String connectionId,
        @Nullable String connectionName,
        @Nullable String identifier,
        @Nullable String userId,
        @Nullable String organizationId,

        @Schema(examples = "API") String source,

        @Schema(description = "success, provider_error or platform_error")
        String status,

        @Schema(description = "provider, which is the workspace, or platform, which is the gateway") @Nullable
        String errorTier,

        @Schema(description = "The problem's code") @Nullable
        String errorCode,

        @Schema(description = "What the code means, always in the same words") @Nullable
        String errorMessage,

        long durationMs,
        Instant startedAt,

        @Schema(description = "The API client or key that called")
        String clientId) {

    static LogView of(ToolCallLog log) {
        return new LogView(
                log.id(),
                log.environment().value(),
                log.executionId(),
                log.origin().agentRunId(),
                log.toolName(),
                log.provider(),
                log.target().accountId(),
                log.target().connectionId(),
                log.target().connectionName(),
                log.target().identifier(),
                log.origin().userId(),
                log.origin().organizationId(),
                log.origin().source().name(),
                log.status().label(),
                log.status().tier(),
                log.errorCode(),
                log.errorMessage(),
                log.durationMillis(),
                log.startedAt(),
                log.clientId());
    }

    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record LogList(
            List<LogView> toolCallLogs,

            @Schema(description = "Counted up to 10000") long totalSize,

            @Schema(description = "Give it as page_token for the next page; absent on the last") @Nullable
            String nextPageToken) {
        static LogList of(LogPage page) {
            return new LogList(page.logs().stream().map(LogView::of).toList(), page.total(), page.next());
        }
    }
}
