package dev.sluice.face.rest.admin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.account.Credentials;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the credentials in a request. They stand at its top, or under
 * {@code connected_account.authorization_details.static_auth}, there with or without one or more {@code details} around
 * them: SDKs differ. The workspace is {@code workspace_url}, {@code host} or {@code domain}.
 */
final class CredentialForm {
    private static final List<String> HOST = List.of("workspace_url", "host", "domain");
    private static final String NESTED = "/connected_account/authorization_details/static_auth";

    private CredentialForm() {}

    static Credentials read(AccountRequest request) {
        @Nullable Instant end = time(request.secretExpiresAt(), "/secret_expires_at");
        Credentials plain = new Credentials(request.workspace(), request.clientId(), request.clientSecret(), end);
        if (!plain.isExpiryAlone() && !plain.isEmpty()) {
            return plain;
        }
        @Nullable JsonNode fields = request.staticAuth();
        String pointer = NESTED;
        while (fields != null && fields.has("details")) {
            fields = fields.get("details");
            pointer += "/details";
        }
        if (fields == null || fields.isNull()) {
            return plain;
        }
        if (!fields.isObject()) {
            throw Input.refused(pointer, "A member has the wrong type", "Give an object");
        }
        @Nullable Instant nestedEnd = time(text(fields, pointer, "secret_expires_at"), pointer + "/secret_expires_at");
        return new Credentials(
                first(fields, pointer, HOST),
                text(fields, pointer, "client_id"),
                text(fields, pointer, "client_secret"),
                nestedEnd == null ? end : nestedEnd);
    }

    private static @Nullable String first(JsonNode fields, String pointer, List<String> names) {
        for (String name : names) {
            @Nullable String value = text(fields, pointer, name);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    private static @Nullable Instant time(@Nullable String text, String pointer) {
        try {
            return text == null ? null : OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS);
        } catch (DateTimeException notATime) {
            throw Input.refused(pointer, "The text is not a time", "Give RFC 3339, such as 2030-12-31T23:59:59Z");
        }
    }

    private static @Nullable String text(JsonNode fields, String pointer, String name) {
        JsonNode value = fields.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw Input.refused(pointer + "/" + name, "A member has the wrong type", "Give a string");
        }
        return value.textValue();
    }
}
