package dev.sluice.caller;

import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.id.EnvironmentId;
import java.util.Set;

/**
 * Who calls, once proven.
 *
 * @param environment the only environment this caller can see
 * @param clientId the API client ({@code cli_…}) or API key ({@code key_…})
 * @param scopes what it may do, by the names in {@link Scope}
 * @param policy which tools it may use, as its client or key has it now
 */
public record Caller(EnvironmentId environment, String clientId, Set<String> scopes, ToolPolicy policy) {

    /**
     * This caller, if it has the scope.
     *
     * @throws dev.sluice.fault.FaultException {@code FORBIDDEN}, naming the scope
     */
    public Caller with(Scope scope) {
        return with(scope.label());
    }

    /** This caller, if it has the scope of this name; as above. */
    public Caller with(String scope) {
        if (!scopes.contains(scope)) {
            throw Fault.of(
                            FaultCode.FORBIDDEN,
                            "The caller lacks the scope " + scope,
                            "Use an API client or key that has the scope " + scope)
                    .asException();
        }
        return this;
    }
}
