package dev.sluice.sandbox.sql;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Who may do what. A privilege on a catalog or schema holds for all that is in it, now and later; an owner has all
 * privileges on what it owns and on what is in it. Changes take effect with the next statement.
 */
public final class Grants {
    /** The group that every principal belongs to. */
    public static final String ACCOUNT_USERS = "account users";

    private record Key(String principal, Securable securable) {}

    private final Map<Key, Set<Privilege>> granted = new ConcurrentHashMap<>();
    private final Map<Securable, String> owners = new ConcurrentHashMap<>();

    Grants() {}

    public void grant(String principal, Privilege privilege, Securable securable) {
        granted.compute(new Key(principal, securable), (_, held) -> with(held, privilege));
    }

    /** Takes back exactly this grant; what is held on a parent or through the group stays. */
    public void revoke(String principal, Privilege privilege, Securable securable) {
        granted.computeIfPresent(new Key(principal, securable), (_, held) -> without(held, privilege));
    }

    /** Whether the principal holds the privilege there, itself or through the group, directly or by inheritance. */
    public boolean allows(String principal, Privilege privilege, Securable securable) {
        for (Securable at = securable; at != null; at = at.parent()) {
            if (principal.equals(owners.get(at))
                    || holds(principal, privilege, at)
                    || holds(ACCOUNT_USERS, privilege, at)) {
                return true;
            }
        }
        return false;
    }

    /** The privileges granted directly there to this very name, without inheritance. */
    public Set<Privilege> granted(String principal, Securable securable) {
        return Set.copyOf(granted.getOrDefault(new Key(principal, securable), Set.of()));
    }

    public void setOwner(Securable securable, String principal) {
        owners.put(securable, principal);
    }

    public @Nullable String owner(Securable securable) {
        return owners.get(securable);
    }

    /** Forgets the securable and all that is in it, when it is dropped. */
    void forget(Securable gone) {
        owners.keySet().removeIf(securable -> within(securable, gone));
        granted.keySet().removeIf(key -> within(key.securable(), gone));
    }

    /** ALL PRIVILEGES does not include MANAGE. */
    private boolean holds(String principal, Privilege privilege, Securable securable) {
        Set<Privilege> held = granted.getOrDefault(new Key(principal, securable), Set.of());
        return held.contains(privilege) || (privilege != Privilege.MANAGE && held.contains(Privilege.ALL_PRIVILEGES));
    }

    private static boolean within(Securable securable, Securable outer) {
        return securable.path().size() >= outer.path().size()
                && securable.path().subList(0, outer.path().size()).equals(outer.path());
    }

    private static Set<Privilege> with(@Nullable Set<Privilege> held, Privilege more) {
        Set<Privilege> now = EnumSet.of(more);
        if (held != null) {
            now.addAll(held);
        }
        return now;
    }

    private static @Nullable Set<Privilege> without(Set<Privilege> held, Privilege less) {
        Set<Privilege> now = EnumSet.copyOf(held);
        now.remove(less);
        return now.isEmpty() ? null : now;
    }
}
