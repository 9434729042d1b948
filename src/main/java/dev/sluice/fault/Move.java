package dev.sluice.fault;

/** Whose move a fault is: who can do something so that the next try succeeds. */
public enum Move {
    /** The program that called: change the request. */
    CALLER,
    /** The customer's workspace administrator: change a grant, a credential or a network rule. */
    CUSTOMER_ADMIN,
    /** Whoever runs this gateway. */
    OPERATOR,
    /** Nobody: it passes by itself; try again later. */
    NOBODY;

    /** The lower-case name used on the wire. */
    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
