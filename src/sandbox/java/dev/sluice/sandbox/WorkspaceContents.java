package dev.sluice.sandbox;

import dev.sluice.sandbox.auth.Authenticator;
import dev.sluice.sandbox.auth.Principal;
import dev.sluice.sandbox.dbfs.Dbfs;
import dev.sluice.sandbox.dbfs.DbfsApi;
import dev.sluice.sandbox.files.WorkspaceApi;
import dev.sluice.sandbox.files.WorkspaceFiles;
import dev.sluice.sandbox.http.Routes;
import dev.sluice.sandbox.repos.Repos;
import dev.sluice.sandbox.repos.ReposApi;
import dev.sluice.sandbox.scim.MeApi;
import dev.sluice.sandbox.scim.UsersApi;
import dev.sluice.sandbox.secrets.Scopes;
import dev.sluice.sandbox.secrets.SecretsApi;
import dev.sluice.sandbox.settings.LiveSettings;
import dev.sluice.sandbox.settings.SandboxClock;
import java.util.List;

/** What a workspace holds besides data and warehouses: people, secrets, files and repos. */
record WorkspaceContents(List<Principal> principals, LiveSettings settings, SandboxClock clock) {
    void addTo(Routes routes, Authenticator authenticator) {
        new MeApi(authenticator).addTo(routes);
        new UsersApi(authenticator, settings).addTo(routes);
        new SecretsApi(authenticator, new Scopes(principals, clock), clock).addTo(routes);
        WorkspaceFiles files = new WorkspaceFiles(principals, clock);
        new WorkspaceApi(authenticator, files).addTo(routes);
        new ReposApi(authenticator, new Repos(principals, files), settings).addTo(routes);
        new DbfsApi(authenticator, new Dbfs(clock), clock).addTo(routes);
    }
}
