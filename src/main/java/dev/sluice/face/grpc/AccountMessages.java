package dev.sluice.face.grpc;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.Timestamp;
import dev.sluice.account.AccountStatus;
import dev.sluice.account.ConnectedAccount;
import dev.sluice.account.Connection;
import dev.sluice.account.SettingFields;
import dev.sluice.face.grpc.wire.accounts.AuthorizationDetails;
import dev.sluice.face.grpc.wire.accounts.ConnectedAccountForList;
import dev.sluice.face.grpc.wire.accounts.ConnectorStatus;
import dev.sluice.face.grpc.wire.accounts.ConnectorType;
import dev.sluice.face.grpc.wire.accounts.StaticAuth;
import java.time.Instant;

/** Connected accounts as messages, without their secrets. */
final class AccountMessages {
    private AccountMessages() {}

    static dev.sluice.face.grpc.wire.accounts.ConnectedAccount of(ConnectedAccount account) {
        return dev.sluice.face.grpc.wire.accounts.ConnectedAccount.newBuilder()
                .setIdentifier(account.identifier())
                .setProvider(Connection.DATABRICKS)
                .setStatus(status(account.status()))
                .setAuthorizationType(ConnectorType.OAUTH_M2M)
                .setAuthorizationDetails(AuthorizationDetails.newBuilder()
                        .setStaticAuth(StaticAuth.newBuilder().setDetails(Structs.of(shown(account)))))
                .setUpdatedAt(timestamp(account.updatedAt()))
                .setConnector(account.connection())
                .setId(account.id().value())
                .setConnectionId(account.connectionId().value())
                .setApiConfig(Structs.of(SettingFields.of(account)))
                .build();
    }

    static ConnectedAccountForList inList(ConnectedAccount account) {
        return ConnectedAccountForList.newBuilder()
                .setIdentifier(account.identifier())
                .setProvider(Connection.DATABRICKS)
                .setStatus(status(account.status()))
                .setAuthorizationType(ConnectorType.OAUTH_M2M)
                .setUpdatedAt(timestamp(account.updatedAt()))
                .setConnector(account.connection())
                .setId(account.id().value())
                .setConnectionId(account.connectionId().value())
                .build();
    }

    static Timestamp timestamp(Instant time) {
        return Timestamp.newBuilder()
                .setSeconds(time.getEpochSecond())
                .setNanos(time.getNano())
                .build();
    }

    private static ObjectNode shown(ConnectedAccount account) {
        ObjectNode shown = JsonNodeFactory.instance.objectNode();
        if (account.workspace() != null) {
            shown.put("workspace_url", account.workspace()).put("client_id", account.clientId());
        }
        return shown;
    }

    // The SDKs know no REVOKED: of what they know, this one asks for new credentials too.
    private static ConnectorStatus status(AccountStatus status) {
        return switch (status) {
            case ACTIVE -> ConnectorStatus.ACTIVE;
            case EXPIRED -> ConnectorStatus.EXPIRED;
            case PENDING_AUTH -> ConnectorStatus.PENDING_AUTH;
            case REVOKED, DISCONNECTED -> ConnectorStatus.DISCONNECTED;
        };
    }
}
