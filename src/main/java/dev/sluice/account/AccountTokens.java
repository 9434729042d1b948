package dev.sluice.account;

import dev.sluice.caller.Caller;
import dev.sluice.caller.Scope;
import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.token.ServicePrincipal;
import dev.sluice.token.TokenStates;
import dev.sluice.token.Workspaces;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** The tokens of connected accounts: how they stand, and new ones on demand. */
@ApplicationScoped
public class AccountTokens {
    private final AccountDirectory directory;
    private final AccountRepository repository;
    private final Workspaces workspaces;
    private final TokenStates states;

    AccountTokens(AccountDirectory directory, AccountRepository repository, Workspaces workspaces, TokenStates states) {
        this.directory = directory;
        this.repository = repository;
        this.workspaces = workspaces;
        this.states = states;
    }

    /** An account as it is now, with its token's state; faults as {@link AccountDirectory#resolve}. */
    public Uni<AccountDetails> get(Caller caller, AccountSelector selector) {
        return directory.resolveAnew(caller.with(Scope.ACCOUNTS_READ), selector).chain(this::details);
    }

    /**
     * Mints a token now, for all replicas. An account whose credentials had been refused, and are accepted, becomes
     * {@code ACTIVE} again.
     *
     * @return fails as the mint does, and with {@code ACCOUNT_NOT_CONNECTED} for an account that is switched off or has
     *     no credentials
     */
    public Uni<AccountDetails> refresh(Caller caller, AccountSelector selector) {
        return directory
                .resolveAnew(caller.with(Scope.ACCOUNTS_WRITE), selector)
                .chain(account -> {
                    ServicePrincipal principal = account.principal();
                    if (principal == null || account.status() == AccountStatus.DISCONNECTED) {
                        throw Fault.of(
                                        FaultCode.ACCOUNT_NOT_CONNECTED,
                                        "The connected account " + account.id() + " is " + account.status() + ".",
                                        "Give it credentials, or reconnect it.")
                                .asException();
                    }
                    return workspaces
                            .renew(principal)
                            .chain(() -> account.status() == AccountStatus.ACTIVE
                                    ? Uni.createFrom().item(account)
                                    : comeBack(caller, account))
                            .chain(this::details);
                });
    }

    private Uni<ConnectedAccount> comeBack(Caller caller, ConnectedAccount refused) {
        return repository
                .change(
                        caller.environment(),
                        refused.id(),
                        row -> row.credentialVersion == refused.credentialVersion() && row.status == refused.status()
                                ? Optional.of(row.become(
                                        AccountStatus.ACTIVE,
                                        "The workspace accepts the credentials: refreshed by " + caller.clientId(),
                                        Times.now()))
                                : Optional.empty())
                .invoke(directory::forget)
                .map(AccountRow::value);
    }

    private Uni<AccountDetails> details(ConnectedAccount account) {
        return states.of(account.id()).map(state -> AccountDetails.of(account, state.orElse(null)));
    }
}
