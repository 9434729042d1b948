package dev.sluice.account;

import dev.sluice.guard.limit.OwnLimits;
import dev.sluice.id.AccountId;
import dev.sluice.id.ConnectionId;
import dev.sluice.id.EnvironmentId;
import dev.sluice.token.ServicePrincipal;
import dev.sluice.workspace.WorkspaceHost;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * (connection, identifier) → a workspace and the service principal to use there.
 *
 * @param connection the connection's name, such as {@code databricksworkspace}
 * @param identifier the caller's own name for whose account this is
 * @param cause why it has its status, one sentence
 * @param host the workspace; none while there are no credentials
 * @param secretExpiresAt when the credentials run out, where somebody said so
 * @param startsWarehouses whether statements may start stopped warehouses without being told to
 * @param limits what it may have of its workspace, where that is not what its connection's accounts have
 * @param principal host and sealed credentials, as one value; none while there are none
 */
public record ConnectedAccount(
        AccountId id,
        EnvironmentId environment,
        ConnectionId connectionId,
        String connection,
        String identifier,
        AccountStatus status,
        String cause,
        @Nullable WorkspaceHost host,
        @Nullable ServicePrincipal principal,
        @Nullable Instant secretExpiresAt,
        boolean startsWarehouses,
        OwnLimits limits,
        Instant createdAt,
        Instant updatedAt) {

    /** The workspace's host name, or its origin where it is not https on 443. */
    public @Nullable String workspace() {
        return host == null ? null : host.toString();
    }

    /** The service principal's application id. */
    public @Nullable String clientId() {
        return principal == null ? null : principal.clientId();
    }

    /** Grows with every change of the credentials; 0 while there are none. */
    public long credentialVersion() {
        return principal == null ? 0 : principal.credentialVersion();
    }
}
