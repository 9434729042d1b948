package dev.sluice.sandbox.warehouses;

import dev.sluice.sandbox.auth.Principal;
import dev.sluice.sandbox.http.Refusal;
import dev.sluice.sandbox.permissions.PermissionLevel;
import dev.sluice.sandbox.permissions.Permissions;
import dev.sluice.sandbox.permissions.SecuredObject;
import dev.sluice.sandbox.settings.LiveSettings;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A workspace's warehouses and the refusals around them. */
public final class Warehouses {
    // 16 hex digits as they are given out, and 12 as the product's documentation samples spell them.
    private static final Pattern ID = Pattern.compile("[0-9a-f]{16}|[0-9a-f]{12}");
    private final Map<String, Warehouse> byId = new LinkedHashMap<>();
    private final Permissions permissions;
    private final LiveSettings settings;

    public Warehouses(Collection<Warehouse> warehouses, Permissions permissions, LiveSettings settings) {
        warehouses.forEach(warehouse -> byId.put(warehouse.id(), warehouse));
        this.permissions = permissions;
        this.settings = settings;
    }

    public Collection<Warehouse> all() {
        return List.copyOf(byId.values());
    }

    public Optional<Warehouse> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    List<Warehouse> visibleTo(Principal principal) {
        return byId.values().stream()
                .filter(warehouse -> allows(warehouse, principal, PermissionLevel.CAN_VIEW))
                .toList();
    }

    /**
     * The warehouse to run a statement on. Absent and not allowed are one and the same 403.
     *
     * @throws Refusal where the id is malformed, or the principal has no CAN_USE
     */
    public Warehouse forStatement(String id, Principal principal) {
        if (!ID.matcher(id).matches()) {
            throw Refusal.of(400, "INVALID_PARAMETER_VALUE", id + " is not a valid endpoint id.");
        }
        @Nullable Warehouse warehouse = byId.get(id);
        if (warehouse == null || !allows(warehouse, principal, PermissionLevel.CAN_USE)) {
            throw Refusal.of(
                    403,
                    "PERMISSION_DENIED",
                    "You do not have permission to use the SQL Warehouse. Please contact your administrator.",
                    Refusal.resource("warehouse", id, "user is not authorized to use this warehouse"));
        }
        return warehouse;
    }

    /** Refuses those who may not manage the warehouse. */
    public void requireManage(String id, Principal principal) {
        forAction(id, principal, PermissionLevel.CAN_MANAGE);
    }

    /** The warehouse to look at, start or stop; its absence is answered as set, for it is not established. */
    Warehouse forAction(String id, Principal principal, PermissionLevel level) {
        Warehouse warehouse = find(id).orElseThrow(() -> absent(id));
        if (!allows(warehouse, principal, level)) {
            throw Refusal.of(
                    403,
                    "PERMISSION_DENIED",
                    principal.clientId()
                            + " is not authorized to perform this action. Please contact your administrator.");
        }
        return warehouse;
    }

    boolean allows(Warehouse warehouse, Principal principal, PermissionLevel level) {
        return permissions.allows(SecuredObject.warehouse(warehouse.id()), principal, level);
    }

    private Refusal absent(String id) {
        return Refusal.of(
                settings.now().warehouses().absentStatus(),
                "RESOURCE_DOES_NOT_EXIST",
                "SQL warehouse " + id + " does not exist.");
    }
}
