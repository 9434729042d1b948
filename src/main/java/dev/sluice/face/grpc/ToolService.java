package dev.sluice.face.grpc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.sluice.account.AccountSelector;
import dev.sluice.audit.CallOrigin;
import dev.sluice.call.CallPipeline;
import dev.sluice.call.ToolAnswer;
import dev.sluice.call.ToolCall;
import dev.sluice.call.ToolLists;
import dev.sluice.face.grpc.wire.tools.ExecuteToolRequest;
import dev.sluice.face.grpc.wire.tools.Filter;
import dev.sluice.face.grpc.wire.tools.ListAvailableToolsRequest;
import dev.sluice.face.grpc.wire.tools.ListAvailableToolsResponse;
import dev.sluice.face.grpc.wire.tools.ListScopedToolsRequest;
import dev.sluice.face.grpc.wire.tools.ListScopedToolsResponse;
import dev.sluice.face.grpc.wire.tools.ListToolsRequest;
import dev.sluice.face.grpc.wire.tools.ListToolsResponse;
import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code scalekit.v1.tools.ToolService}. */
@Singleton
final class ToolService {
    private static final String SERVICE = "/scalekit.v1.tools.ToolService/";
    // Clients take 4 MiB, and some repeat the call when more comes.
    private static final int MOST_BYTES = 4 * 1024 * 1024 - 1024;

    private final CallPipeline pipeline;
    private final ToolLists lists;
    private final ToolMessages messages = new ToolMessages();

    ToolService(CallPipeline pipeline, ToolLists lists) {
        this.pipeline = pipeline;
        this.lists = lists;
    }

    Map<String, UnaryMethod> methods() {
        return Map.of(
                SERVICE + "ExecuteTool", this::execute,
                SERVICE + "ListTools", this::list,
                SERVICE + "ListScopedTools", this::listScoped,
                SERVICE + "ListAvailableTools", this::listAvailable,
                SERVICE + "CreateTool", ToolService::refuseChange,
                SERVICE + "UpdateTool", ToolService::refuseChange,
                SERVICE + "DeleteTool", ToolService::refuseChange,
                SERVICE + "SetToolDefault", ToolService::refuseChange);
    }

    private static Uni<byte[]> refuseChange(byte[] message, UnaryContext context) {
        throw ToolLists.unchangeable().asException();
    }

    private Uni<byte[]> execute(byte[] message, UnaryContext context) throws InvalidProtocolBufferException {
        ExecuteToolRequest request = ExecuteToolRequest.parseFrom(message);
        ObjectNode params = Structs.toJson(request.getParams());
        AccountSelector account = new AccountSelector(
                given(request.hasConnectedAccountId(), request.getConnectedAccountId()),
                given(request.hasConnector(), request.getConnector()),
                given(request.hasIdentifier(), request.getIdentifier()));
        CallOrigin origin = new CallOrigin(
                CallOrigin.Source.API, request.getAgentRunId(), request.getUserId(), request.getOrganizationId());
        ToolCall call = new ToolCall(
                context.executionId(),
                context.caller(),
                request.getToolName(),
                account,
                params,
                context.idempotencyKey(),
                origin);
        return pipeline.run(call, context.headers()).map(answer -> response(answer, context.executionId()));
    }

    /** An {@code ExecuteToolResponse}, from the workspace's JSON straight to bytes. */
    private static byte[] response(ToolAnswer answer, String executionId) {
        byte[] data = StructWriter.write(answer.data());
        if (data.length > MOST_BYTES) {
            throw tooLarge(data.length).asException();
        }
        byte[] bytes = new byte
                [CodedOutputStream.computeByteArraySize(1, data) + CodedOutputStream.computeStringSize(2, executionId)];
        try {
            CodedOutputStream out = CodedOutputStream.newInstance(bytes);
            out.writeByteArray(1, data);
            out.writeString(2, executionId);
            out.checkNoSpaceLeft();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes;
    }

    private static Fault tooLarge(int bytes) {
        return Fault.of(
                FaultCode.RESULT_TOO_LARGE,
                "The answer has " + bytes + " bytes, more than gRPC clients take.",
                "Ask for less, such as with a row_limit, or call over REST, or read the rows as a stream.");
    }

    private Uni<byte[]> list(byte[] message, UnaryContext context) throws InvalidProtocolBufferException {
        ListToolsRequest request = ListToolsRequest.parseFrom(message);
        Filter filter = request.getFilter();
        ToolLists.Query query = new ToolLists.Query(
                filter.getProvider().isEmpty() ? List.of() : List.of(filter.getProvider()),
                filter.getToolNameList(),
                filter.getQuery(),
                request.getPageSize(),
                request.getPageToken());
        return Uni.createFrom().item(() -> lists.list(context.caller(), query)).map(page -> {
            ListToolsResponse.Builder response =
                    ListToolsResponse.newBuilder().setTotalSize(page.total()).setNextPageToken(page.next());
            page.tools().forEach(tool -> response.addToolNames(tool.name()));
            if (!filter.getSummary().getValue()) {
                page.tools().forEach(tool -> response.addTools(messages.of(tool)));
            }
            return response.build().toByteArray();
        });
    }

    private Uni<byte[]> listScoped(byte[] message, UnaryContext context) throws InvalidProtocolBufferException {
        ListScopedToolsRequest request = ListScopedToolsRequest.parseFrom(message);
        ToolLists.ScopedQuery query = new ToolLists.ScopedQuery(
                request.getIdentifier(),
                request.getFilter().getProvidersList(),
                request.getFilter().getToolNamesList(),
                request.getFilter().getConnectionNamesList(),
                request.getPageSize(),
                request.getPageToken());
        return lists.scoped(context.caller(), query).map(page -> {
            ListScopedToolsResponse.Builder response = ListScopedToolsResponse.newBuilder()
                    .setTotalSize(page.total())
                    .setNextPageToken(page.next());
            page.tools().forEach(scoped -> response.addTools(messages.of(scoped)));
            return response.build().toByteArray();
        });
    }

    private Uni<byte[]> listAvailable(byte[] message, UnaryContext context) throws InvalidProtocolBufferException {
        ListAvailableToolsRequest request = ListAvailableToolsRequest.parseFrom(message);
        ToolLists.ScopedQuery query = ToolLists.ScopedQuery.ofIdentifier(
                request.getIdentifier(), request.getPageSize(), request.getPageToken());
        return lists.available(context.caller(), query).map(page -> {
            ListAvailableToolsResponse.Builder response = ListAvailableToolsResponse.newBuilder()
                    .setTotalSize(page.total())
                    .setNextPageToken(page.next());
            page.tools().forEach(tool -> response.addTools(messages.of(tool)));
            return response.build().toByteArray();
        });
    }

    private static @Nullable String given(boolean present, String text) {
        return present ? text : null;
    }
}
