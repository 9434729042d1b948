package dev.sluice.face.rest.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.sluice.account.AccountStatus;
import dev.sluice.account.ConnectedAccount;
import dev.sluice.account.Connection;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A connected account as it is shown: without its secret. */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
record AccountView(
        String id,
        String identifier,
        String connector,
        String connectionId,
        String provider,
        AccountStatus status,

        @Schema(description = "Why the account has its status")
        String statusCause,

        String authorizationType,
        @Nullable String workspaceUrl,
        @Nullable String clientId,

        @Schema(description = "Grows with every change of the credentials; 0 while there are none")
        long credentialVersion,

        @Schema(description = "When the secret runs out, if that was given with it") @Nullable
        Instant secretExpiresAt,

        AccountRequest.ApiConfig apiConfig,
        Instant createdAt,
        Instant updatedAt) {

    static AccountView of(ConnectedAccount account) {
        return new AccountView(
                account.id().value(),
                account.identifier(),
                account.connection(),
                account.connectionId().value(),
                Connection.DATABRICKS,
                account.status(),
                account.cause(),
                "OAUTH_M2M",
                account.workspace(),
                account.clientId(),
                account.credentialVersion(),
                account.secretExpiresAt(),
                new AccountRequest.ApiConfig(account.startsWarehouses()),
                account.createdAt(),
                account.updatedAt());
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record AccountReply(AccountView connectedAccount) {
        static AccountReply of(ConnectedAccount account) {
            return new AccountReply(AccountView.of(account));
        }
    }

    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record AccountList(
            List<AccountView> connectedAccounts,
            long totalSize,

            @Schema(description = "Give it as page_token for the next page; absent on the last") @Nullable
            String nextPageToken) {}
}
