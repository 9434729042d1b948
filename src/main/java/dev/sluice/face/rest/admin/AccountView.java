package dev.sluice.face.rest.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.sluice.account.AccountDetails;
import dev.sluice.account.AccountStatus;
import dev.sluice.account.ConnectedAccount;
import dev.sluice.account.Connection;
import dev.sluice.call.forward.Doors;
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

        @Schema(
                description =
                        "Where Databricks' own clients reach the workspace with a key of the gateway, if that is on")
        @Nullable
        String workspaceDoorUrl,

        @Nullable String clientId,

        @Schema(description = "Grows with every change of the credentials; 0 while there are none")
        long credentialVersion,

        @Schema(description = "When the secret runs out, if that was given with it") @Nullable
        Instant secretExpiresAt,

        AccountRequest.ApiConfig apiConfig,
        Instant createdAt,
        Instant updatedAt,

        @Schema(description = "How its token stands, on a single account; absent before its first mint") @Nullable
        TokenView token) {

    static AccountView of(ConnectedAccount account, Doors doors) {
        return of(account, doors, null);
    }

    private static AccountView of(ConnectedAccount account, Doors doors, AccountDetails.@Nullable Token token) {
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
                doors.urlOf(account.id()),
                account.clientId(),
                account.credentialVersion(),
                account.secretExpiresAt(),
                new AccountRequest.ApiConfig(account.startsWarehouses(), LimitsForm.of(account.limits())),
                account.createdAt(),
                account.updatedAt(),
                token == null ? null : TokenView.of(token));
    }

    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record TokenView(
            @Nullable Instant mintedAt,
            @Nullable Instant expiresAt,

            @Schema(description = "When it is renewed, if the account is in use") @Nullable
            Instant renewAt,

            @Schema(description = "Why the last mint failed; absent after a success") @Nullable
            LastError lastError,

            @Schema(description = "When the next mint is tried after a failure") @Nullable
            Instant nextTryAt) {

        record LastError(String code, String detail, Instant at) {}

        static TokenView of(AccountDetails.Token token) {
            AccountDetails.LastError error = token.lastError();
            return new TokenView(
                    token.mintedAt(),
                    token.expiresAt(),
                    token.renewAt(),
                    error == null ? null : new LastError(error.code(), error.detail(), error.at()),
                    token.nextTryAt());
        }
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record AccountReply(AccountView connectedAccount) {
        static AccountReply of(ConnectedAccount account, Doors doors) {
            return new AccountReply(AccountView.of(account, doors));
        }

        static AccountReply of(AccountDetails details, Doors doors) {
            return new AccountReply(AccountView.of(details.account(), doors, details.token()));
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
