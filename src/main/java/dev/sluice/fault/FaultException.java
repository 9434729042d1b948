package dev.sluice.fault;

import java.io.Serial;

/** Carries a {@link Fault} up the call. Has no stack trace: a fault is an answer, not a defect. */
public final class FaultException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient Fault fault;

    public FaultException(Fault fault) {
        super(fault.code().label() + ": " + fault.detail(), null, false, false);
        this.fault = fault;
    }

    public Fault fault() {
        return fault;
    }
}
