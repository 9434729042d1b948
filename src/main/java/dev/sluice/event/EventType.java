package dev.sluice.event;

import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import java.util.Arrays;
import java.util.List;

/** What can happen. */
public enum EventType {
    ACCOUNT_CREATED("connected_account.created"),
    ACCOUNT_STATUS_CHANGED("connected_account.status_changed"),
    /** New settings, or new credentials of an account that stays {@code ACTIVE}. */
    ACCOUNT_UPDATED("connected_account.updated"),
    ACCOUNT_DELETED("connected_account.deleted"),
    /** No token could be minted; told once, however often it is tried again. */
    REFRESH_FAILED("connected_account.refresh_failed"),
    CREDENTIALS_EXPIRING("connected_account.credentials_expiring"),
    /** The gateway switched a webhook off. */
    WEBHOOK_DISABLED("webhook.disabled");

    private static final List<String> LABELS =
            Arrays.stream(values()).map(EventType::label).toList();

    private final String label;

    EventType(String label) {
        this.label = label;
    }

    /** The name on the wire and in the table. */
    public String label() {
        return label;
    }

    /** Refuses a name that is no type's. */
    public static String checked(String label, String pointer) {
        if (!LABELS.contains(label)) {
            throw Fault.of(FaultCode.INVALID_REQUEST, "There is no such event type", "Choose from " + LABELS)
                    .at(pointer)
                    .asException();
        }
        return label;
    }
}
