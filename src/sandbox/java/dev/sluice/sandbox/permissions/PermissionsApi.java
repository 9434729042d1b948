package dev.sluice.sandbox.permissions;

import dev.sluice.sandbox.auth.Authenticator;
import dev.sluice.sandbox.auth.Principal;
import dev.sluice.sandbox.auth.Principals;
import dev.sluice.sandbox.auth.SecuredEndpoint;
import dev.sluice.sandbox.http.Call;
import dev.sluice.sandbox.http.Endpoint;
import dev.sluice.sandbox.http.Fields;
import dev.sluice.sandbox.http.Refusal;
import dev.sluice.sandbox.http.Reply;
import dev.sluice.sandbox.http.Routes;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * {@code /api/2.0/permissions/{type}/{id}}: GET reads, PUT replaces what was granted directly, PATCH adds to it.
 * Databricks REST: permissions. Reading needs CAN_MANAGE too.
 */
public final class PermissionsApi {
    private static final String ROOT = "/api/2.0/permissions/";
    private final Authenticator authenticator;
    private final Permissions permissions;
    private final Map<ObjectType, Doorman> doormen;
    private final AccessListReader reader;
    private final PermissionsJson json;

    /** @param doormen of types whose objects are known here; of the others, every id is taken to exist */
    public PermissionsApi(
            Authenticator authenticator,
            Permissions permissions,
            Principals principals,
            Map<ObjectType, Doorman> doormen) {
        this.authenticator = authenticator;
        this.permissions = permissions;
        this.doormen = Map.copyOf(doormen);
        this.reader = new AccessListReader(principals);
        this.json = new PermissionsJson(principals);
    }

    public void addTo(Routes routes) {
        for (String template : new String[] {ROOT + "{type}/{id}", ROOT + "sql/{type}/{id}"}) {
            routes.get(template, secured(this::get))
                    .put(template, secured(this::put))
                    .patch(template, secured(this::patch));
        }
    }

    private Endpoint secured(SecuredEndpoint endpoint) {
        return authenticator.any("permissions", endpoint);
    }

    private Future<Reply> get(Call call, Principal principal) {
        return reply(object(call, principal));
    }

    private Future<Reply> put(Call call, Principal principal) {
        SecuredObject object = object(call, principal);
        Map<Grantee, PermissionLevel> grants = grants(call, object.type());
        requireOneOwner(object.type(), grants);
        permissions.replace(object, grants);
        return reply(object);
    }

    private Future<Reply> patch(Call call, Principal principal) {
        SecuredObject object = object(call, principal);
        Map<Grantee, PermissionLevel> grants = grants(call, object.type());
        Map<Grantee, PermissionLevel> after = new LinkedHashMap<>(permissions.direct(object));
        after.putAll(grants);
        requireOneOwner(object.type(), after);
        permissions.update(object, grants);
        return reply(object);
    }

    private Future<Reply> reply(SecuredObject object) {
        return Future.succeededFuture(Reply.json(json.of(object, permissions.direct(object))));
    }

    private Map<Grantee, PermissionLevel> grants(Call call, ObjectType type) {
        return reader.read(new Fields(call.json()).list("access_control_list"), type);
    }

    private SecuredObject object(Call call, Principal principal) {
        String named = call.path().substring(ROOT.length(), call.path().lastIndexOf('/'));
        ObjectType type = ObjectType.named(named)
                .orElseThrow(() -> Refusal.field(
                        "request_object_type", "The request_object_type " + named + " is not recognized."));
        SecuredObject object = new SecuredObject(type, call.pathParameter("id"));
        doormen.getOrDefault(type, (id, who) -> requireManage(object, who)).admit(object.id(), principal);
        return object;
    }

    private void requireManage(SecuredObject object, Principal principal) {
        if (!permissions.allows(object, principal, PermissionLevel.CAN_MANAGE)) {
            throw Refusal.of(
                    403,
                    "PERMISSION_DENIED",
                    principal.clientId() + " does not have Manage permissions on "
                            + object.type().wire() + " with ID: " + object.id()
                            + ". Please contact the owner or an administrator for access.");
        }
    }

    private static void requireOneOwner(ObjectType type, Map<Grantee, PermissionLevel> grants) {
        long owners = grants.values().stream()
                .filter(level -> level == PermissionLevel.IS_OWNER)
                .count();
        if (type == ObjectType.JOBS && owners != 1) {
            throw Refusal.of(400, "INVALID_PARAMETER_VALUE", "The job must have exactly one owner.");
        }
    }
}
