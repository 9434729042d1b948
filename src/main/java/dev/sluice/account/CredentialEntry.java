package dev.sluice.account;

import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.fault.FaultException;
import dev.sluice.token.ServicePrincipal;
import dev.sluice.vault.SealedSecret;
import dev.sluice.vault.Vault;
import dev.sluice.workspace.HostPolicy;
import dev.sluice.workspace.WorkspaceHost;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Checks credentials that somebody entered, and puts them into an account, sealed for that account alone. */
@Singleton
final class CredentialEntry {
    private static final int LONGEST = 1024;
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    private final HostPolicy hosts;
    private final Vault vault;

    CredentialEntry(HostPolicy hosts, Vault vault) {
        this.hosts = hosts;
        this.vault = vault;
    }

    /** Refuses what no account could take, before anything is stored. */
    void check(Credentials credentials) {
        if (credentials.clientSecret() == null) {
            throw missing("/client_secret", "the service principal's OAuth secret");
        }
        if (credentials.host() != null) {
            approved(credentials.host());
        }
        checkExpiry(credentials.secretExpiresAt());
        checkText("/client_secret", credentials.clientSecret());
        checkText("/client_id", credentials.clientId());
    }

    /** Gives an account these credentials; what they leave out stays as it is, or is asked for. */
    EventRow enter(AccountRow account, Credentials credentials) {
        check(credentials);
        @Nullable String host = credentials.host() == null ? account.host : credentials.host();
        @Nullable String clientId = credentials.clientId() == null ? account.clientId : credentials.clientId();
        @Nullable String secret = credentials.clientSecret();
        if (host == null) {
            throw missing("/workspace_url", "the workspace's host");
        }
        if (clientId == null) {
            throw missing("/client_id", "the service principal's application id");
        }
        if (secret == null) {
            throw missing("/client_secret", "the service principal's OAuth secret");
        }
        WorkspaceHost workspace = approved(host);
        SealedSecret sealed =
                vault.seal(account.id, ServicePrincipal.SECRET_PURPOSE, secret.getBytes(StandardCharsets.UTF_8));
        return account.connect(workspace, clientId, sealed, credentials.secretExpiresAt(), Times.now());
    }

    /** Refuses an end that has passed, or that no calendar has. */
    void checkExpiry(@Nullable Instant end) {
        if (end != null && (!end.isAfter(Times.now()) || end.isAfter(LATEST))) {
            throw Fault.of(
                            FaultCode.INVALID_REQUEST,
                            "The end of the client secret is not in the future",
                            "Give when the secret runs out, or leave it out")
                    .at("/secret_expires_at")
                    .asException();
        }
    }

    private WorkspaceHost approved(String host) {
        try {
            return hosts.parse(host);
        } catch (FaultException refused) {
            throw refused.fault().at("/workspace_url").asException();
        }
    }

    private static void checkText(String pointer, @Nullable String text) {
        if (text != null
                && (text.isBlank() || text.length() > LONGEST || text.chars().anyMatch(Character::isISOControl))) {
            throw Fault.of(FaultCode.INVALID_REQUEST, "The value is not usable", "Give 1 to 1024 printable characters")
                    .at(pointer)
                    .asException();
        }
    }

    private static FaultException missing(String pointer, String what) {
        return Fault.of(
                        FaultCode.INVALID_REQUEST,
                        "The credentials are not complete",
                        "Add " + pointer.substring(1) + ", " + what)
                .at(pointer)
                .asException();
    }
}
