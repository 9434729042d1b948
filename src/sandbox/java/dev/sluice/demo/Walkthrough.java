package dev.sluice.demo;

import dev.sluice.sandbox.Workspace;
import dev.sluice.sandbox.WorkspacePlan.PlannedPrincipal;
import io.vertx.core.json.JsonObject;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Furnishes an installation as the README describes it, shows a query, and writes the keys down. */
final class Walkthrough {
    private static final String IDENTIFIER = "user_dbx_123";
    private static final String IDENTIFIER_2 = "user_dbx_456";
    private static final String QUERY = "SELECT * FROM flights.flights ORDER BY flight_id LIMIT 1000";

    private final PrintStream out;
    private final Layout layout;

    Walkthrough(PrintStream out, Layout layout) {
        this.out = out;
        this.layout = layout;
    }

    /** Starts the installation, whose parts the caller closes, and leads through it. */
    Installation run(Parts parts) {
        Instant start = Instant.now();
        Installation installation = Installation.start(layout, EmbeddedDatabase::start, parts);
        show("Database", installation.database().url());
        show(
                "Workspaces",
                installation.workspaceOne().url() + ", "
                        + installation.workspaceTwo().url());
        show(
                "Gateway",
                installation.gateway().url() + ", " + installation.tlsUrl() + " (all up after "
                        + Duration.between(start, Instant.now()).toMillis() / 1000.0 + " s)");
        Tenant tenant = Tenant.create(installation, "demo");
        ConnectedAccount account = connect(tenant, IDENTIFIER, installation.workspaceOne());
        connect(tenant, IDENTIFIER_2, installation.workspaceTwo());
        KeyFile.write(layout.keys(), keys(installation, tenant, account));
        show("Keys", layout.keys().toString());
        query(installation, tenant);
        return installation;
    }

    private ConnectedAccount connect(Tenant tenant, String identifier, Workspace workspace) {
        ConnectedAccount account = tenant.connect(identifier, workspace);
        show(
                "Account",
                account.id() + " " + identifier + " at " + workspace.plan().name() + ": " + account.status());
        return account;
    }

    private void query(Installation installation, Tenant tenant) {
        show("Query", QUERY);
        JsonObject query = new JsonObject()
                .put("identifier", IDENTIFIER)
                .put("warehouse_id", installation.workspaceOne().plan().warehouseId())
                .put("catalog", installation.workspaceOne().plan().dataset().catalog())
                .put("statement", QUERY);
        new StreamPrinter(out).print(tenant, query);
    }

    private static Map<String, String> keys(Installation installation, Tenant tenant, ConnectedAccount account) {
        Workspace one = installation.workspaceOne();
        PlannedPrincipal principal = one.plan().allRights();
        Map<String, String> keys = new LinkedHashMap<>();
        keys.put("SLUICE_URL", installation.gateway().url().toString());
        keys.put("SLUICE_TLS_URL", installation.tlsUrl().toString());
        keys.put("SLUICE_TLS_CA", installation.authority().toAbsolutePath().toString());
        keys.put("SLUICE_API_KEY", tenant.apiKey());
        keys.put("SLUICE_OPERATOR_TOKEN", installation.operatorToken());
        keys.put("SCALEKIT_ENV_URL", installation.gateway().url().toString());
        keys.put("SCALEKIT_CLIENT_ID", tenant.clientId());
        keys.put("SCALEKIT_CLIENT_SECRET", tenant.clientSecret());
        keys.put("SLUICE_DOOR_URL", String.valueOf(account.doorUrl()));
        keys.put("SLUICE_IDENTIFIER", IDENTIFIER);
        keys.put("SLUICE_IDENTIFIER_2", IDENTIFIER_2);
        keys.put("SLUICE_WAREHOUSE_ID", one.plan().warehouseId());
        keys.put("SANDBOX_URL", one.url());
        keys.put("SANDBOX_URL_2", installation.workspaceTwo().url());
        keys.put("SANDBOX_CLIENT_ID", principal.principal().clientId());
        keys.put("SANDBOX_CLIENT_SECRET", principal.secret());
        return keys;
    }

    private void show(String what, String value) {
        out.printf("%-11s %s%n", what, value);
    }
}
