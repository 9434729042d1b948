package dev.sluice.face.rest.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.sluice.account.AccountSelector;
import dev.sluice.account.AccountSettings;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Names an account, and may bring its credentials, in the plain form or in Scalekit's. */
@JsonNaming(SnakeCaseStrategy.class)
record AccountRequest(
        @Schema(description = "The account's id, ca_…, instead of identifier and connector") @Nullable
        String id,

        @Nullable String connectedAccountId,

        @Schema(description = "The connection's name", examples = "databricksworkspace") @Nullable
        String connector,

        @Schema(description = "Your own name for whose account this is", examples = "user_dbx_123") @Nullable
        String identifier,

        @Schema(description = "The workspace's host name or URL") @Nullable
        String workspaceUrl,

        @Schema(description = "The same as workspace_url") @Nullable
        String host,

        @Schema(description = "The same as workspace_url") @Nullable
        String domain,

        @Schema(description = "The service principal's application id") @Nullable
        String clientId,

        @Schema(description = "The service principal's OAuth secret; never shown again") @Nullable
        String clientSecret,

        @Schema(
                description = "When the secret runs out, RFC 3339; the workspace does not tell",
                examples = "2030-12-31T23:59:59Z")
        @Nullable
        String secretExpiresAt,

        @Schema(description = "How the account is to be used") @Nullable
        ApiConfig apiConfig,

        @Nullable AccountBody connectedAccount) {

    /** Scalekit's name for an account's settings. */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ApiConfig(
            @Schema(description = "Whether statements may start a stopped warehouse without being told to") @Nullable
            Boolean startWarehouse,

            @Schema(description = "The account's own limits, all of them; {} for none") @Nullable
            LimitsForm limits) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record AccountBody(
            @Nullable AuthorizationDetails authorizationDetails,
            @Nullable ApiConfig apiConfig) {
        @Override
        public String toString() {
            return "AccountBody[***]";
        }
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record AuthorizationDetails(@Nullable JsonNode staticAuth) {
        @Override
        public String toString() {
            return "AuthorizationDetails[***]";
        }
    }

    AccountSelector selector() {
        return new AccountSelector(id == null ? connectedAccountId : id, connector, identifier);
    }

    @Nullable
    String workspace() {
        return workspaceUrl != null ? workspaceUrl : host != null ? host : domain;
    }

    AccountSettings settings() {
        ApiConfig given = apiConfig == null && connectedAccount != null ? connectedAccount.apiConfig : apiConfig;
        return given == null
                ? AccountSettings.UNCHANGED
                : new AccountSettings(given.startWarehouse, given.limits == null ? null : given.limits.own());
    }

    @Nullable
    JsonNode staticAuth() {
        return connectedAccount == null || connectedAccount.authorizationDetails == null
                ? null
                : connectedAccount.authorizationDetails.staticAuth;
    }

    @Override
    public String toString() {
        return "AccountRequest[" + selector() + ", ***]";
    }
}
