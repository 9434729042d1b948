package dev.sluice.sandbox.permissions;

/** Databricks REST: permission levels. Which of them a type knows, and how they rank, {@link ObjectType} says. */
public enum PermissionLevel {
    CAN_VIEW,
    CAN_READ,
    CAN_ATTACH_TO,
    CAN_USE,
    CAN_MONITOR,
    CAN_RUN,
    CAN_RESTART,
    CAN_MANAGE_RUN,
    CAN_EDIT,
    CAN_MANAGE,
    IS_OWNER
}
