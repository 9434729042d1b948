package dev.sluice.account;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.fault.FaultException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Credentials as SDKs send them, in {@code static_auth}: with or without one or more {@code details} around the fields,
 * the workspace as {@code workspace_url}, {@code host} or {@code domain}.
 */
public final class CredentialFields {
    private static final List<String> HOST = List.of("workspace_url", "host", "domain");

    private CredentialFields() {}

    /**
     * Reads them.
     *
     * @param given the {@code static_auth} object; null if there is none
     * @param at RFC 6901 pointer to it
     * @throws FaultException {@code INVALID_REQUEST} with a pointer
     */
    public static Credentials read(@Nullable JsonNode given, String at) {
        @Nullable JsonNode fields = given;
        String pointer = at;
        while (fields != null && fields.has("details")) {
            fields = fields.get("details");
            pointer += "/details";
        }
        if (fields == null || fields.isNull()) {
            return Credentials.NONE;
        }
        if (!fields.isObject()) {
            throw refused(pointer, "A member has the wrong type", "Give an object");
        }
        return new Credentials(
                first(fields, pointer),
                text(fields, pointer, "client_id"),
                text(fields, pointer, "client_secret"),
                time(text(fields, pointer, "secret_expires_at"), pointer + "/secret_expires_at"));
    }

    /** A time as RFC 3339 has it; null for null. */
    public static @Nullable Instant time(@Nullable String text, String pointer) {
        try {
            return text == null ? null : OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS);
        } catch (DateTimeException notATime) {
            throw refused(pointer, "The text is not a time", "Give RFC 3339, such as 2030-12-31T23:59:59Z");
        }
    }

    private static @Nullable String first(JsonNode fields, String pointer) {
        for (String name : HOST) {
            @Nullable String value = text(fields, pointer, name);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    private static @Nullable String text(JsonNode fields, String pointer, String name) {
        JsonNode value = fields.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw refused(pointer + "/" + name, "A member has the wrong type", "Give a string");
        }
        return value.textValue();
    }

    private static FaultException refused(String pointer, String detail, String hint) {
        return Fault.of(FaultCode.INVALID_REQUEST, detail, hint).at(pointer).asException();
    }
}
