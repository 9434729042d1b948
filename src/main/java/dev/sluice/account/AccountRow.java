package dev.sluice.account;

import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.guard.limit.OwnLimits;
import dev.sluice.id.AccountId;
import dev.sluice.id.ConnectionId;
import dev.sluice.id.EnvironmentId;
import dev.sluice.token.ServicePrincipal;
import dev.sluice.vault.SealedSecret;
import dev.sluice.workspace.WorkspaceHost;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "connected_account")
class AccountRow {
    @Id
    String id;

    String environmentId;
    String connectionId;
    /** The connection's name; the foreign key keeps it true. */
    String connector;

    String identifier;

    @Enumerated(EnumType.STRING)
    AccountStatus status;

    String statusCause;

    @Nullable
    String host;

    @Nullable
    String clientId;

    long credentialVersion;

    @Nullable
    String vaultKeyId;

    byte @Nullable [] wrappedDataKey;

    byte @Nullable [] ciphertext;

    /** When the secret runs out, where somebody said so. */
    @Nullable
    Instant secretExpiresAt;

    /** The seconds before that of the nearest notice given. */
    @Nullable
    Long expiryNoticed;

    boolean startWarehouse;

    /** The account's own, as {@link OwnLimits#toJson} writes them. */
    @Nullable
    String limits;

    Instant createdAt;
    Instant updatedAt;

    static AccountRow pending(ConnectionRow connection, String identifier, AccountSettings settings, Instant now) {
        AccountRow row = new AccountRow();
        row.id = AccountId.next().value();
        row.environmentId = connection.environmentId;
        row.connectionId = connection.id;
        row.connector = connection.name;
        row.identifier = identifier;
        row.status = AccountStatus.PENDING_AUTH;
        row.statusCause = "Created without credentials";
        row.set(settings);
        row.createdAt = now;
        row.updatedAt = now;
        return row;
    }

    /** Takes new credentials and becomes active. */
    EventRow connect(
            WorkspaceHost host, String clientId, SealedSecret secret, @Nullable Instant expiresAt, Instant now) {
        this.host = host.toString();
        this.clientId = clientId;
        this.vaultKeyId = secret.keyId();
        this.wrappedDataKey = secret.wrappedDataKey();
        this.ciphertext = secret.ciphertext();
        this.credentialVersion++;
        expiresAt(expiresAt);
        return become(AccountStatus.ACTIVE, "Credentials version " + credentialVersion + " were given", now);
    }

    /** Takes another end of its secret, or none that is known. */
    void expiresAt(@Nullable Instant end) {
        secretExpiresAt = end;
        expiryNoticed = null;
    }

    /** Its workspace refused its credentials: because they have run out, if that was to be expected. */
    EventRow refused(String cause, Instant now) {
        return secretExpiresAt == null || now.isBefore(secretExpiresAt)
                ? become(AccountStatus.REVOKED, cause, now)
                : become(AccountStatus.EXPIRED, cause + ", after the client secret's end at " + secretExpiresAt, now);
    }

    /** Has been told that its secret runs out. */
    EventRow expiring(Duration notice, Instant now) {
        expiryNoticed = notice.toSeconds();
        return EventRow.credentialsExpiring(this, "The client secret runs out at " + secretExpiresAt, now);
    }

    /** Takes settings; what they leave out stays as it is. */
    void set(AccountSettings settings) {
        if (settings.startWarehouse() != null) {
            startWarehouse = settings.startWarehouse();
        }
        if (settings.limits() != null) {
            limits = settings.limits().toJson();
        }
    }

    /** Has changed, and keeps its status. */
    EventRow stay(String cause, Instant now) {
        updatedAt = now;
        return EventRow.of(this, status, status, cause, now);
    }

    /** Goes to the next status; {@code CONFLICT} if the status machine has no such step. */
    EventRow become(AccountStatus next, String cause, Instant now) {
        if (!status.canBecome(next)) {
            throw Fault.of(FaultCode.CONFLICT, "The account is " + status + " and cannot become " + next)
                    .asException();
        }
        EventRow event = EventRow.of(this, status, next, cause, now);
        status = next;
        statusCause = cause;
        updatedAt = now;
        return event;
    }

    boolean hasCredentials() {
        return ciphertext != null;
    }

    ConnectedAccount value() {
        AccountId account = new AccountId(id);
        @Nullable WorkspaceHost workspace = host == null ? null : StoredHost.parse(host);
        return new ConnectedAccount(
                account,
                new EnvironmentId(environmentId),
                new ConnectionId(connectionId),
                connector,
                identifier,
                status,
                statusCause,
                workspace,
                workspace == null ? null : principal(account, workspace),
                secretExpiresAt,
                startWarehouse,
                OwnLimits.ofJson(limits),
                createdAt,
                updatedAt);
    }

    private @Nullable ServicePrincipal principal(AccountId account, WorkspaceHost workspace) {
        if (clientId == null || vaultKeyId == null || wrappedDataKey == null || ciphertext == null) {
            return null;
        }
        SealedSecret secret = new SealedSecret(vaultKeyId, wrappedDataKey, ciphertext);
        return new ServicePrincipal(account, credentialVersion, workspace, clientId, secret);
    }
}
