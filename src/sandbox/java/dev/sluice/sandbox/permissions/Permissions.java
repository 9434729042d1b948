package dev.sluice.sandbox.permissions;

import dev.sluice.sandbox.auth.Principal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * The access control lists of a workspace, whatever the objects are. The group {@code admins} manages everything by
 * inheritance; whoever is not granted anything may do nothing. Thread-safe.
 */
public final class Permissions {
    private final Map<SecuredObject, Map<Grantee, PermissionLevel>> direct = new ConcurrentHashMap<>();

    /** Gives a level, instead of the one that the grantee had. */
    public void grant(SecuredObject object, Grantee grantee, PermissionLevel level) {
        update(object, Map.of(grantee, level));
    }

    public void revoke(SecuredObject object, Grantee grantee) {
        change(object, list -> {
            list.remove(grantee);
            return list;
        });
    }

    /** Gives levels to those named and leaves the others theirs. */
    public void update(SecuredObject object, Map<Grantee, PermissionLevel> grants) {
        change(object, list -> {
            list.putAll(grants);
            return list;
        });
    }

    void replace(SecuredObject object, Map<Grantee, PermissionLevel> grants) {
        change(object, list -> new LinkedHashMap<>(grants));
    }

    /** Whether the principal has the level, or one that includes it, by itself or through a group. */
    public boolean allows(SecuredObject object, Principal principal, PermissionLevel wanted) {
        return principal.admin()
                || holds(object, Grantee.of(principal), wanted)
                || holds(object, Grantee.USERS, wanted);
    }

    private boolean holds(SecuredObject object, Grantee grantee, PermissionLevel wanted) {
        PermissionLevel held = direct(object).get(grantee);
        return held != null && object.type().includes(held, wanted);
    }

    /** What was granted on the object itself, in the order of granting. */
    Map<Grantee, PermissionLevel> direct(SecuredObject object) {
        return direct.getOrDefault(object, Map.of());
    }

    // Lists are replaced, never changed, so that readers need no lock.
    private void change(SecuredObject object, UnaryOperator<Map<Grantee, PermissionLevel>> change) {
        direct.compute(
                object, (same, list) -> change.apply(list == null ? new LinkedHashMap<>() : new LinkedHashMap<>(list)));
    }
}
