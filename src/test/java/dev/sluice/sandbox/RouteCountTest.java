package dev.sluice.sandbox;

import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests for what a workspace holds are counted by principal and route. */
class RouteCountTest {
    private static Sandbox sandbox;
    private static Workspace workspace;
    private static Wire wire;
    private static String principal;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.builder().workspace(DefaultWorkspaces.globex()).start();
        workspace = sandbox.first();
        wire = Wire.as(workspace, "sales-only");
        principal = workspace.plan().principal("sales-only").principal().clientId();
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/api/2.0/preview/scim/v2/Users, /api/2.0/preview/scim/v2/Users",
        "/api/2.0/preview/scim/v2/Users/17, /api/2.0/preview/scim/v2/Users/{id}",
        "/api/2.0/secrets/scopes/list, /api/2.0/secrets/scopes/list",
        "/api/2.0/secrets/get?scope=etl&key=api-key, /api/2.0/secrets/get",
        "/api/2.0/workspace/list?path=/, /api/2.0/workspace/list",
        "/api/2.0/dbfs/read?path=/nowhere, /api/2.0/dbfs/read",
        "/api/2.0/repos/17, /api/2.0/repos/{id}",
    })
    void countsARequestAnsweredOrRefused(String path, String route) {
        wire.get(path);

        await().until(() -> workspace.ledger().requests(principal, "GET " + route) == 1);
    }
}
