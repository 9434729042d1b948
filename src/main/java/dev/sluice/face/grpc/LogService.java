package dev.sluice.face.grpc;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import dev.sluice.audit.LogFilter;
import dev.sluice.audit.LogQuery;
import dev.sluice.audit.ToolCallLogs;
import dev.sluice.face.grpc.wire.logs.GetToolCallLogRequest;
import dev.sluice.face.grpc.wire.logs.ListToolCallLogsRequest;
import dev.sluice.face.grpc.wire.logs.ListToolCallLogsResponse;
import dev.sluice.face.grpc.wire.logs.ToolCallLog;
import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code scalekit.v1.agentkit_logs.AgentkitLogsService}. */
@Singleton
final class LogService {
    private static final String SERVICE = "/scalekit.v1.agentkit_logs.AgentkitLogsService/";

    private final ToolCallLogs logs;

    LogService(ToolCallLogs logs) {
        this.logs = logs;
    }

    Map<String, UnaryMethod> methods() {
        return Map.of(SERVICE + "ListToolCallLogs", this::list, SERVICE + "GetToolCallLog", this::get);
    }

    private Uni<byte[]> list(byte[] message, UnaryContext context) throws InvalidProtocolBufferException {
        ListToolCallLogsRequest request = ListToolCallLogsRequest.parseFrom(message);
        LogQuery query = new LogQuery(
                request.hasStartTime() ? time(request.getStartTime(), "/start_time") : null,
                request.hasEndTime() ? time(request.getEndTime(), "/end_time") : null,
                Map.of(
                        LogFilter.STATUS, request.getStatusList(),
                        LogFilter.SOURCE, request.getSourceList(),
                        LogFilter.PROVIDER, request.getProviderList(),
                        LogFilter.CONNECTION_ID, given(request.getConnectionId()),
                        LogFilter.CONNECTION_NAME, given(request.getConnectionName()),
                        LogFilter.CONNECTED_ACCOUNT_ID, given(request.getConnectedAccountId()),
                        LogFilter.IDENTIFIER, given(request.getIdentifier()),
                        LogFilter.AGENT_RUN_ID, given(request.getAgentRunId())),
                request.getPageSize(),
                request.getPageToken());
        return logs.list(context.caller(), query).map(page -> {
            ListToolCallLogsResponse.Builder response = ListToolCallLogsResponse.newBuilder()
                    .setTotalSize(page.total())
                    .setNextPageToken(orEmpty(page.next()));
            page.logs().forEach(log -> response.addToolCallLogs(message(log)));
            return response.build().toByteArray();
        });
    }

    private Uni<byte[]> get(byte[] message, UnaryContext context) throws InvalidProtocolBufferException {
        GetToolCallLogRequest request = GetToolCallLogRequest.parseFrom(message);
        return logs.get(context.caller(), request.getExecutionId())
                .map(log -> message(log).toByteArray());
    }

    private static ToolCallLog message(dev.sluice.audit.ToolCallLog log) {
        ToolCallLog.Builder message = ToolCallLog.newBuilder()
                .setId(log.id())
                .setEnvironmentId(log.environment().value())
                .setExecutionId(log.executionId())
                .setToolName(log.toolName())
                .setProvider(log.provider())
                .setConnectedAccountId(orEmpty(log.target().accountId()))
                .setConnectionId(orEmpty(log.target().connectionId()))
                .setConnectionName(orEmpty(log.target().connectionName()))
                .setIdentifier(orEmpty(log.target().identifier()))
                .setUserId(orEmpty(log.origin().userId()))
                .setSource(log.origin().source().name())
                .setStatus(log.status().label())
                .setErrorTier(orEmpty(log.status().tier()))
                .setErrorCode(orEmpty(log.errorCode()))
                .setErrorMessage(orEmpty(log.errorMessage()))
                .setDurationMs(log.durationMillis())
                .setStartedAt(AccountMessages.timestamp(log.startedAt()))
                .setAgentId(log.clientId());
        if (log.origin().agentRunId() != null) {
            message.setAgentRunId(log.origin().agentRunId());
        }
        if (log.origin().organizationId() != null) {
            message.setOrganizationId(log.origin().organizationId());
        }
        return message.build();
    }

    private static Instant time(Timestamp timestamp, String pointer) {
        try {
            return Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos());
        } catch (DateTimeException | ArithmeticException notATime) {
            throw Fault.of(FaultCode.INVALID_REQUEST, "The timestamp is out of range.", "Give a time of our days.")
                    .at(pointer)
                    .asException();
        }
    }

    private static List<String> given(String value) {
        return value.isEmpty() ? List.of() : List.of(value);
    }

    private static String orEmpty(@Nullable String value) {
        return value == null ? "" : value;
    }
}
