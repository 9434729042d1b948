package dev.sluice.face.rest.admin;

import dev.sluice.account.CredentialFields;
import dev.sluice.audit.LogFilter;
import dev.sluice.audit.LogQuery;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Which records of tool calls a request asks for. What may be given several times chooses any of its values. */
public class LogForm {
    @RestQuery("start_time")
    @Parameter(description = "Calls that arrived then or later, RFC 3339")
    @Nullable
    String startTime;

    @RestQuery("end_time")
    @Parameter(description = "Calls that arrived before")
    @Nullable
    String endTime;

    @RestQuery
    @Parameter(description = "success, provider_error or platform_error")
    List<String> status = List.of();

    @RestQuery
    @Parameter(description = "API, MCP or PROXY")
    List<String> source = List.of();

    @RestQuery
    List<String> provider = List.of();

    @RestQuery("tool_name")
    List<String> toolName = List.of();

    @RestQuery("connection_id")
    List<String> connectionId = List.of();

    @RestQuery("connection_name")
    @Parameter(description = "A part of the name")
    List<String> connectionName = List.of();

    @RestQuery("connected_account_id")
    List<String> connectedAccountId = List.of();

    @RestQuery
    List<String> identifier = List.of();

    @RestQuery("agent_run_id")
    List<String> agentRunId = List.of();

    @RestQuery("page_size")
    @Parameter(description = "1 to 100, 20 if left out")
    @Nullable
    String pageSize;

    @RestQuery("page_token")
    @Nullable
    String pageToken;

    LogQuery query() {
        return new LogQuery(
                time(startTime, "/start_time"),
                time(endTime, "/end_time"),
                Map.of(
                        LogFilter.STATUS, status,
                        LogFilter.SOURCE, source,
                        LogFilter.PROVIDER, provider,
                        LogFilter.TOOL_NAME, toolName,
                        LogFilter.CONNECTION_ID, connectionId,
                        LogFilter.CONNECTION_NAME, connectionName,
                        LogFilter.CONNECTED_ACCOUNT_ID, connectedAccountId,
                        LogFilter.IDENTIFIER, identifier,
                        LogFilter.AGENT_RUN_ID, agentRunId),
                Input.number(pageSize, "page_size", 0),
                pageToken);
    }

    private static @Nullable Instant time(@Nullable String text, String pointer) {
        return text == null || text.isEmpty() ? null : CredentialFields.time(text, pointer);
    }
}
