package dev.sluice.face.rest.admin;

import dev.sluice.account.CredentialFields;
import dev.sluice.account.Credentials;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Finds the credentials in a request. They stand at its top, or under
 * {@code connected_account.authorization_details.static_auth}.
 */
final class CredentialForm {
    private static final String NESTED = "/connected_account/authorization_details/static_auth";

    private CredentialForm() {}

    static Credentials read(AccountRequest request) {
        @Nullable Instant end = CredentialFields.time(request.secretExpiresAt(), "/secret_expires_at");
        Credentials plain = new Credentials(request.workspace(), request.clientId(), request.clientSecret(), end);
        if (!plain.isExpiryAlone() && !plain.isEmpty()) {
            return plain;
        }
        Credentials nested = CredentialFields.read(request.staticAuth(), NESTED);
        return nested.secretExpiresAt() == null && end != null
                ? new Credentials(nested.host(), nested.clientId(), nested.clientSecret(), end)
                : nested;
    }
}
