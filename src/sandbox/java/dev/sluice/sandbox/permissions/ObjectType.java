package dev.sluice.sandbox.permissions;

import static dev.sluice.sandbox.permissions.PermissionLevel.CAN_ATTACH_TO;
import static dev.sluice.sandbox.permissions.PermissionLevel.CAN_EDIT;
import static dev.sluice.sandbox.permissions.PermissionLevel.CAN_MANAGE;
import static dev.sluice.sandbox.permissions.PermissionLevel.CAN_MANAGE_RUN;
import static dev.sluice.sandbox.permissions.PermissionLevel.CAN_MONITOR;
import static dev.sluice.sandbox.permissions.PermissionLevel.CAN_READ;
import static dev.sluice.sandbox.permissions.PermissionLevel.CAN_RESTART;
import static dev.sluice.sandbox.permissions.PermissionLevel.CAN_RUN;
import static dev.sluice.sandbox.permissions.PermissionLevel.CAN_USE;
import static dev.sluice.sandbox.permissions.PermissionLevel.CAN_VIEW;
import static dev.sluice.sandbox.permissions.PermissionLevel.IS_OWNER;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A kind of object that has an access control list. Databricks REST: permissions, request_object_type. */
public enum ObjectType {
    CLUSTERS("clusters", "cluster", CAN_ATTACH_TO, CAN_RESTART, CAN_MANAGE),
    JOBS("jobs", "job", CAN_VIEW, CAN_MANAGE_RUN, CAN_MANAGE, IS_OWNER),
    WAREHOUSES("sql/warehouses", "warehouses", CAN_VIEW, CAN_USE, CAN_MONITOR, CAN_MANAGE, IS_OWNER),
    REPOS("repos", "repo", CAN_READ, CAN_RUN, CAN_EDIT, CAN_MANAGE),
    DIRECTORIES("directories", "directory", CAN_READ, CAN_RUN, CAN_EDIT, CAN_MANAGE),
    NOTEBOOKS("notebooks", "notebook", CAN_READ, CAN_RUN, CAN_EDIT, CAN_MANAGE);

    private final String path;
    private final String wire;
    private final List<PermissionLevel> levels;

    ObjectType(String path, String wire, PermissionLevel... ascending) {
        this.path = path;
        this.wire = wire;
        this.levels = List.of(ascending);
    }

    /** The type that a request names; warehouses go by two names. */
    static Optional<ObjectType> named(String requested) {
        return requested.equals("warehouses")
                ? Optional.of(WAREHOUSES)
                : Arrays.stream(values())
                        .filter(type -> type.path.equals(requested))
                        .findFirst();
    }

    /** How its objects' ids begin: {@code /clusters/}. What is inherited comes from there. */
    String root() {
        return "/" + path + "/";
    }

    /** The name in answers: object_type. */
    String wire() {
        return wire;
    }

    /** What may be granted on it, each including those before. */
    List<PermissionLevel> levels() {
        return levels;
    }

    boolean includes(PermissionLevel held, PermissionLevel wanted) {
        return levels.indexOf(held) >= levels.indexOf(wanted);
    }
}
