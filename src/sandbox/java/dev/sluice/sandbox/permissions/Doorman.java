package dev.sluice.sandbox.permissions;

import dev.sluice.sandbox.auth.Principal;

/** Stands before the permissions of one type's objects, and refuses in that type's own words. */
@FunctionalInterface
public interface Doorman {
    /** Throws a Refusal where there is no such object, or the principal may not manage it. */
    void admit(String id, Principal principal);
}
