package dev.sluice.face.grpc;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.sluice.account.Connection;
import dev.sluice.account.Connections;
import dev.sluice.face.grpc.wire.connections.ConnectionStatus;
import dev.sluice.face.grpc.wire.connections.ConnectionType;
import dev.sluice.face.grpc.wire.connections.ListAppConnectionsRequest;
import dev.sluice.face.grpc.wire.connections.ListAppConnectionsResponse;
import dev.sluice.face.grpc.wire.connections.ListConnection;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Map;

/** {@code scalekit.v1.connections.ConnectionService}: the one method that agents use. */
@Singleton
final class ConnectionService {
    private static final String SERVICE = "/scalekit.v1.connections.ConnectionService/";

    private final Connections connections;

    ConnectionService(Connections connections) {
        this.connections = connections;
    }

    Map<String, UnaryMethod> methods() {
        return Map.of(SERVICE + "ListAppConnections", this::list);
    }

    private Uni<byte[]> list(byte[] message, UnaryContext context) throws InvalidProtocolBufferException {
        ListAppConnectionsRequest request = ListAppConnectionsRequest.parseFrom(message);
        return connections
                .list(context.caller(), request.getProvider(), request.getQuery())
                .map(found -> ListAppConnectionsResponse.newBuilder()
                        .addAllConnections(
                                found.stream().map(ConnectionService::message).toList())
                        .setTotalSize(found.size())
                        .build()
                        .toByteArray());
    }

    private static ListConnection message(Connection connection) {
        return ListConnection.newBuilder()
                .setId(connection.id().value())
                .setType(ConnectionType.OAUTH_M2M)
                .setStatus(ConnectionStatus.COMPLETED)
                .setEnabled(true)
                .setProviderKey(connection.provider())
                .setKeyId(connection.name())
                .setCreatedAt(AccountMessages.timestamp(connection.createdAt()))
                .build();
    }
}
