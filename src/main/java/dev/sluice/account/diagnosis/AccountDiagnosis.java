package dev.sluice.account.diagnosis;

import dev.sluice.account.AccountDirectory;
import dev.sluice.account.AccountSelector;
import dev.sluice.account.ConnectedAccount;
import dev.sluice.caller.Caller;
import dev.sluice.caller.Scope;
import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.token.ServicePrincipal;
import dev.sluice.token.Workspaces;
import dev.sluice.workspace.HostProbe;
import dev.sluice.workspace.RequestGate;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds out why a connected account does not work, along the way that its calls go. Starts and runs nothing there. */
@ApplicationScoped
public class AccountDiagnosis {
    private static final Duration TIME = Duration.ofSeconds(25);
    private static final Pattern WAREHOUSE_ID = Pattern.compile("[0-9A-Za-z_-]{1,128}");

    private final AccountDirectory accounts;
    private final Workspaces workspaces;
    private final HostProbe probe;

    AccountDiagnosis(AccountDirectory accounts, Workspaces workspaces, HostProbe probe) {
        this.accounts = accounts;
        this.workspaces = workspaces;
        this.probe = probe;
    }

    /**
     * Diagnoses an account of the caller's environment, within 25 s.
     *
     * @return a failed check is a finding, not a failure; faults as {@link AccountDirectory#resolve}, {@code
     *     INVALID_REQUEST} for a complaint that names nothing, and {@code FORBIDDEN} without {@code accounts:write}, as a
     *     diagnosis acts at the workspace as the account
     */
    public Uni<Diagnosis> diagnose(Caller caller, AccountSelector selector, Complaint complaint) {
        caller.with(Scope.ACCOUNTS_WRITE);
        checkWarehouse(complaint.warehouseId());
        TableName table = complaint.table() == null ? null : TableName.parse(complaint.table());
        long startedAt = System.nanoTime();
        return accounts.resolveAnew(caller, selector).flatMap(account -> {
            Checks checks = new Checks(account, complaint.warehouseId(), table);
            return CheckList.make(TIME, checks.list())
                    .onTermination()
                    .invoke(checks::close)
                    .map(results -> new Diagnosis(account, results, Duration.ofNanos(System.nanoTime() - startedAt)));
        });
    }

    private static void checkWarehouse(@Nullable String id) {
        if (id != null && !WAREHOUSE_ID.matcher(id).matches()) {
            throw Fault.of(
                            FaultCode.INVALID_REQUEST,
                            "warehouse_id is not an id.",
                            "Give the warehouse_id as the workspace told it.")
                    .at("/warehouse_id")
                    .asException();
        }
    }

    /** All checks of one account, in order. */
    private final class Checks {
        private final List<Check> list = new ArrayList<>();
        private @Nullable HostChecks host;

        Checks(ConnectedAccount account, @Nullable String warehouseId, @Nullable TableName table) {
            AccountCheck own = new AccountCheck(account);
            list.add(own.check());
            ServicePrincipal principal = account.principal();
            if (principal == null || !own.mayGoOn()) {
                AccountCheck.OTHERS.forEach(name -> list.add(new Check(
                        name, AccountCheck.NAME, () -> Uni.createFrom().nothing())));
                return;
            }
            WorkspaceReader workspace = new WorkspaceReader(workspaces.open(principal, RequestGate.OPEN));
            String clientId = principal.clientId();
            host = new HostChecks(probe, principal.host());
            list.addAll(host.list());
            list.addAll(new PrincipalChecks(workspaces, principal, workspace).list(HostChecks.TLS));
            list.addAll(new WarehouseChecks(workspace, clientId, warehouseId).list(PrincipalChecks.TOKEN));
            list.addAll(new CatalogChecks(workspace, clientId, table).list(PrincipalChecks.TOKEN));
        }

        List<Check> list() {
            return list;
        }

        void close() {
            if (host != null) {
                host.close();
            }
        }
    }
}
