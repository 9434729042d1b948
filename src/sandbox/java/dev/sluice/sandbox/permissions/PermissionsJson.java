package dev.sluice.sandbox.permissions;

import dev.sluice.sandbox.auth.Principal;
import dev.sluice.sandbox.auth.Principals;
import dev.sluice.sandbox.permissions.Grantee.Kind;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** An access control list as the API writes it: the direct grants, then what admins inherit from the type's root. */
final class PermissionsJson {
    private final Principals principals;

    PermissionsJson(Principals principals) {
        this.principals = principals;
    }

    JsonObject of(SecuredObject object, Map<Grantee, PermissionLevel> direct) {
        JsonArray entries = new JsonArray();
        direct.forEach((grantee, level) -> {
            if (!grantee.equals(Grantee.ADMINS)) {
                entries.add(entry(grantee, new JsonArray().add(granted(level))));
            }
        });
        entries.add(admins(object, direct));
        return new JsonObject()
                .put("object_id", object.type().root() + object.id())
                .put("object_type", object.type().wire())
                .put("access_control_list", entries);
    }

    private JsonObject admins(SecuredObject object, Map<Grantee, PermissionLevel> direct) {
        JsonArray permissions = new JsonArray();
        PermissionLevel own = direct.get(Grantee.ADMINS);
        if (own != null) {
            permissions.add(granted(own));
        }
        return entry(
                Grantee.ADMINS,
                permissions.add(new JsonObject()
                        .put("permission_level", PermissionLevel.CAN_MANAGE.name())
                        .put("inherited", true)
                        .put(
                                "inherited_from_object",
                                new JsonArray().add(object.type().root()))));
    }

    private JsonObject entry(Grantee grantee, JsonArray permissions) {
        JsonObject entry = new JsonObject().put(grantee.kind().member(), grantee.name());
        if (grantee.kind() == Kind.SERVICE_PRINCIPAL) {
            principals
                    .find(grantee.name())
                    .map(Principal::displayName)
                    .ifPresent(name -> entry.put("display_name", name));
        }
        return entry.put("all_permissions", permissions);
    }

    private static JsonObject granted(PermissionLevel level) {
        return new JsonObject().put("permission_level", level.name()).put("inherited", false);
    }
}
