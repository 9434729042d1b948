package dev.sluice.caller;

import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What an API client or key may do. */
public enum Scope {
    /** Run tools and stream results. */
    TOOLS_EXECUTE("tools:execute"),
    /** See connections and connected accounts, without their secrets. */
    ACCOUNTS_READ("accounts:read"),
    /** Create, change, disconnect and delete connections and connected accounts. */
    ACCOUNTS_WRITE("accounts:write"),
    /** Send requests of its own to workspaces. */
    WORKSPACE_PROXY("workspace:proxy");

    private static final Set<String> LABELS =
            Arrays.stream(values()).map(Scope::label).collect(Collectors.toCollection(TreeSet::new));

    private final String label;

    Scope(String label) {
        this.label = label;
    }

    /** The name on the wire. */
    public String label() {
        return label;
    }

    /** The scopes asked for; all there are if none is. */
    static Set<String> granted(Collection<String> asked) {
        if (asked.isEmpty()) {
            return LABELS;
        }
        for (String scope : asked) {
            if (!LABELS.contains(scope)) {
                throw Fault.of(FaultCode.INVALID_REQUEST, "There is no such scope", "Choose from " + LABELS)
                        .at("/scopes")
                        .asException();
            }
        }
        return Set.copyOf(asked);
    }
}
