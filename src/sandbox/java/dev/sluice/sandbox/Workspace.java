package dev.sluice.sandbox;

import dev.sluice.sandbox.WorkspacePlan.PlannedPrincipal;
import dev.sluice.sandbox.auth.AccessTokens;
import dev.sluice.sandbox.auth.Authenticator;
import dev.sluice.sandbox.auth.OidcApi;
import dev.sluice.sandbox.auth.Principal;
import dev.sluice.sandbox.auth.Principals;
import dev.sluice.sandbox.auth.TokenEndpoint;
import dev.sluice.sandbox.catalog.UnityCatalogApi;
import dev.sluice.sandbox.compute.Clusters;
import dev.sluice.sandbox.compute.ClustersApi;
import dev.sluice.sandbox.control.ControlApi;
import dev.sluice.sandbox.faults.Faults;
import dev.sluice.sandbox.http.Routes;
import dev.sluice.sandbox.http.StandardHeaders;
import dev.sluice.sandbox.jobs.JobService;
import dev.sluice.sandbox.journal.Ledger;
import dev.sluice.sandbox.permissions.Grantee;
import dev.sluice.sandbox.permissions.ObjectType;
import dev.sluice.sandbox.permissions.Permissions;
import dev.sluice.sandbox.permissions.PermissionsApi;
import dev.sluice.sandbox.settings.LiveSettings;
import dev.sluice.sandbox.settings.SandboxClock;
import dev.sluice.sandbox.settings.SandboxSettings;
import dev.sluice.sandbox.sql.Grants;
import dev.sluice.sandbox.sql.SqlEngine;
import dev.sluice.sandbox.statements.StatementExecution;
import dev.sluice.sandbox.warehouses.Warehouse;
import dev.sluice.sandbox.warehouses.Warehouses;
import dev.sluice.sandbox.warehouses.WarehousesApi;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One workspace: its data, principals, warehouses, clusters and jobs, an HTTP port, and a second port that result links lead to, as
 * they lead to other hosts in a real one. In-process tests read and change it through the accessors.
 */
public final class Workspace {
    private final WorkspacePlan plan;
    private final LiveSettings settings;
    private final SandboxClock clock = new SandboxClock();
    private final Ledger ledger = new Ledger();
    private final Faults faults = new Faults();
    private final Principals principals = new Principals();
    private final SqlEngine engine;
    private final AccessTokens tokens;
    private final Permissions permissions = new Permissions();
    private final Warehouses warehouses;
    private final Clusters clusters;
    private final JobService jobs;
    private final StatementExecution statements;
    private final HttpServer api;
    private final HttpServer storage;

    Workspace(Vertx vertx, WorkspacePlan plan, SandboxSettings initial, SqlEngine engine, Path spool) {
        this.plan = plan;
        this.engine = engine;
        this.settings = new LiveSettings(initial);
        this.tokens = new AccessTokens(settings, clock);
        this.warehouses = new Warehouses(
                plan.warehouses().stream()
                        .map(planned -> new Warehouse(planned.id(), planned.name(), planned.state(), vertx, settings))
                        .toList(),
                permissions,
                settings);
        this.clusters = new Clusters(permissions, ledger, settings, clock);
        this.jobs = new JobService(permissions, ledger, settings, clock);
        furnish();
        admit();
        Authenticator authenticator = new Authenticator(tokens, principals, settings);
        WorkerExecutor workers = vertx.createSharedWorkerExecutor(
                "sandbox-sql-" + plan.name(), initial.statements().workers(), 1, TimeUnit.HOURS);
        this.statements = new StatementExecution(new StatementExecution.Ground(
                vertx, workers, engine, spool, authenticator, warehouses, ledger, settings, clock, plan.id()));
        StandardHeaders headers = new StandardHeaders(plan.id());
        this.api = vertx.createHttpServer(new HttpServerOptions()
                        .setCompressionSupported(initial.gzip())
                        .setCompressionLevel(1))
                .requestHandler(new FrontDoor(vertx, apiRoutes(authenticator), headers, faults, ledger));
        this.storage =
                vertx.createHttpServer().requestHandler(new FrontDoor(vertx, storageRoutes(), headers, faults, ledger));
    }

    private void furnish() {
        Principal admin = plan.allRights().principal();
        plan.clusters().forEach(cluster -> clusters.open(cluster, admin));
        jobs.open(plan.jobs(), admin);
    }

    private void admit() {
        plan.withheld().forEach(grant -> engine.grants().revoke(Grants.ACCOUNT_USERS, grant.privilege(), grant.on()));
        for (PlannedPrincipal planned : plan.principals()) {
            String clientId = planned.principal().clientId();
            Grantee grantee = Grantee.of(planned.principal());
            principals.add(planned.principal(), planned.secret());
            tokens.addStatic(planned.token(), planned.principal());
            planned.permissions().forEach((object, level) -> permissions.grant(object, grantee, level));
            planned.grants().forEach(grant -> engine.grants().grant(clientId, grant.privilege(), grant.on()));
        }
    }

    private Routes apiRoutes(Authenticator authenticator) {
        Routes routes = new Routes();
        new OidcApi(plan.id(), new TokenEndpoint(principals, tokens, ledger)).addTo(routes);
        new WarehousesApi(authenticator, warehouses, settings).addTo(routes);
        new UnityCatalogApi(authenticator, engine, settings).addTo(routes);
        new ClustersApi(authenticator, clusters).addTo(routes);
        jobs.addTo(routes, authenticator, principals);
        permissionsApi(authenticator).addTo(routes);
        statements.addTo(routes);
        new WorkspaceContents(
                        plan.principals().stream()
                                .map(PlannedPrincipal::principal)
                                .toList(),
                        settings,
                        clock)
                .addTo(routes, authenticator);
        new ControlApi(ledger, faults, settings, clock, principals, tokens, engine.grants(), permissions, warehouses)
                .addTo(routes);
        return routes;
    }

    private PermissionsApi permissionsApi(Authenticator authenticator) {
        return new PermissionsApi(
                authenticator,
                permissions,
                principals,
                Map.of(
                        ObjectType.CLUSTERS, clusters::requireManage,
                        ObjectType.JOBS, jobs::requireManage,
                        ObjectType.WAREHOUSES, warehouses::requireManage));
    }

    private Routes storageRoutes() {
        Routes routes = new Routes();
        statements.addStorageTo(routes);
        return routes;
    }

    /** Listens on two ports; 0 is any free one. */
    Future<Workspace> listen(String host, int apiPort, int storagePort) {
        return storage.listen(storagePort, host)
                .compose(listening -> {
                    statements.linksServedAt(listening.actualPort());
                    return api.listen(apiPort, host);
                })
                .map(listening -> this);
    }

    /** What it was opened with: ids, secrets, warehouses. */
    public WorkspacePlan plan() {
        return plan;
    }

    public int port() {
        return api.actualPort();
    }

    /** Where results are kept. */
    public int storagePort() {
        return storage.actualPort();
    }

    /** Has result links lead to another port of this machine, where something stands before the storage host. */
    public void leadLinksThrough(int port) {
        statements.linksServedAt(port);
    }

    /** Scheme, host and port, without a slash at the end. */
    public String url() {
        return "http://localhost:" + port();
    }

    public Ledger ledger() {
        return ledger;
    }

    public Faults faults() {
        return faults;
    }

    public SandboxClock clock() {
        return clock;
    }

    public LiveSettings settings() {
        return settings;
    }

    public Principals principals() {
        return principals;
    }

    public AccessTokens tokens() {
        return tokens;
    }

    public Warehouses warehouses() {
        return warehouses;
    }

    public SqlEngine engine() {
        return engine;
    }
}
