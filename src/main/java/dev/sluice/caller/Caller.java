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
 */
public record Caller(EnvironmentId environment, String clientId, Set<String> scopes) {

    /**
     * This caller, if it has the scope.
     *
     * @throws dev.sluice.fault.FaultException {@code FORBIDDEN}, naming the scope
     */
    public Caller with(Scope scope) {
        if (!scopes.contains(scope.label())) {
            throw Fault.of(
                            FaultCode.FORBIDDEN,
                            "The caller lacks the scope " + scope.label(),
                            "Use an API client or key that has the scope " + scope.label())
                    .asException();
        }
        return this;
    }
}
