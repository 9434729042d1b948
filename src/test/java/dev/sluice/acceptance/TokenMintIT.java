package dev.sluice.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.demo.Installation;
import dev.sluice.demo.Tenant;
import dev.sluice.sandbox.WorkspacePlan.PlannedPrincipal;
import dev.sluice.sandbox.journal.Ledger;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TokenMintIT {
    private static final int CALLS = 200;

    @Test
    void twoHundredConcurrentFirstCallsCauseOneMint() {
        Installation installation = SharedInstallation.get();
        Tenant tenant = Tenant.create(installation, "token-mint");
        PlannedPrincipal principal = installation.workspaceOne().plan().principal("sales-only");
        String clientId = principal.principal().clientId();
        tenant.connect("herd", installation.workspaceOne(), principal);
        Ledger ledger = installation.workspaceOne().ledger();
        long mintsBefore = ledger.mints(clientId);

        try (Burst burst = new Burst(tenant, CALLS)) {
            Map<Integer, Long> statuses = burst.run(
                            Stream.generate(() -> Burst.tool("databricksworkspace_sql_warehouses_list", "herd"))
                                    .limit(CALLS))
                    .collect(Collectors.groupingBy(Burst.Answer::status, Collectors.counting()));

            assertThat(statuses).isEqualTo(Map.of(200, (long) CALLS));
        }

        assertThat(ledger.mints(clientId) - mintsBefore).isEqualTo(1);
    }
}
