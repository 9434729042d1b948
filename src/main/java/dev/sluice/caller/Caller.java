package dev.sluice.caller;

import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.id.AccountId;
import dev.sluice.id.EnvironmentId;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who calls, once proven.
 *
 * @param environment the only environment this caller can see
 * @param clientId the API client ({@code cli_…}) or API key ({@code key_…})
 * @param scopes what it may do, by the names in {@link Scope}
 * @param policy which tools it may use, as its client or key has it now, less what its session token leaves out
 * @param account the only connected account that it reaches, where it calls with a session token
 */
public record Caller(
        EnvironmentId environment,
        String clientId,
        Set<String> scopes,
        ToolPolicy policy,
        @Nullable AccountId account) {

    /** A caller that reaches every account of its environment. */
    public Caller(EnvironmentId environment, String clientId, Set<String> scopes, ToolPolicy policy) {
        this(environment, clientId, scopes, policy, null);
    }

    /**
     * This caller held to one account, to calls, and to no more tools than it had. It sends requests of its own only
     * where it is to have a list of tools, which must name them.
     */
    Caller boundTo(AccountId account, ToolPolicy narrower, Set<String> granted) {
        boolean ownRequests = policy.allowsOwnRequests() && narrower.tools().contains(ToolPolicy.OWN_REQUESTS);
        Set<String> calls = Stream.of(Scope.TOOLS_EXECUTE, Scope.WORKSPACE_PROXY)
                .filter(scope -> scope != Scope.WORKSPACE_PROXY || ownRequests)
                .map(Scope::label)
                .filter(scopes::contains)
                .filter(granted::contains)
                .collect(Collectors.toUnmodifiableSet());
        return new Caller(environment, clientId, calls, policy.and(narrower), account);
    }

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
