package dev.sluice.sandbox.permissions;

import dev.sluice.sandbox.auth.Principals;
import dev.sluice.sandbox.http.Fields;
import dev.sluice.sandbox.http.Refusal;
import dev.sluice.sandbox.permissions.Grantee.Kind;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads an {@code access_control_list}. That a principal does not exist is told in the platform's words; the words for
 * a level that the type does not know are the sandbox's own.
 */
public final class AccessListReader {
    private final Principals principals;

    public AccessListReader(Principals principals) {
        this.principals = principals;
    }

    /** @throws Refusal where an entry names no principal, an unknown one, or a level that the type does not have */
    public Map<Grantee, PermissionLevel> read(JsonArray list, ObjectType type) {
        Map<Grantee, PermissionLevel> grants = new LinkedHashMap<>();
        for (int i = 0; i < list.size(); i++) {
            if (!(list.getValue(i) instanceof JsonObject entry)) {
                throw invalid("access_control_list[" + i + "] must be an object.");
            }
            Fields fields = new Fields(entry);
            grants.put(grantee(fields), level(fields.text("permission_level"), type));
        }
        return grants;
    }

    private Grantee grantee(Fields entry) {
        List<Grantee> named = Arrays.stream(Kind.values())
                .filter(kind -> entry.text(kind.member()) != null)
                .map(kind -> new Grantee(kind, String.valueOf(entry.text(kind.member()))))
                .toList();
        if (named.size() != 1) {
            throw invalid("Exactly one of user_name, group_name and service_principal_name must be specified.");
        }
        Grantee grantee = named.getFirst();
        if (!exists(grantee)) {
            throw Refusal.of(
                    404,
                    "RESOURCE_DOES_NOT_EXIST",
                    "Principal: " + grantee.kind().title() + "(" + grantee.name() + ") does not exist");
        }
        return grantee;
    }

    private boolean exists(Grantee grantee) {
        return switch (grantee.kind()) {
            // People are not kept here: whatever looks like a user's name is one.
            case USER -> grantee.name().contains("@");
            case GROUP -> grantee.equals(Grantee.ADMINS) || grantee.equals(Grantee.USERS);
            case SERVICE_PRINCIPAL -> principals.find(grantee.name()).isPresent();
        };
    }

    private static PermissionLevel level(@Nullable String name, ObjectType type) {
        return type.levels().stream()
                .filter(level -> level.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        invalid("The permission_level of a " + type.wire() + " must be one of " + type.levels() + "."));
    }

    private static Refusal invalid(String message) {
        return Refusal.field("access_control_list", message);
    }
}
