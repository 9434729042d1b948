package dev.sluice.sandbox.warehouses;

/** What a principal may do with a warehouse; each includes those before it. */
public enum Right {
    /** See it in lists. */
    CAN_VIEW,
    /** Run statements on it, and start it. */
    CAN_USE,
    /** Stop it too. */
    CAN_MANAGE
}
