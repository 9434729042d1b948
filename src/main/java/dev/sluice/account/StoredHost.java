package dev.sluice.account;

import dev.sluice.workspace.WorkspaceHost;
import java.net.URI;

/** Reads back the canonical text of a host that was approved when it was stored. It is checked again when called. */
final class StoredHost {
    private StoredHost() {}

    static WorkspaceHost parse(String canonical) {
        if (!canonical.contains("://")) {
            return new WorkspaceHost("https", canonical, 443);
        }
        URI origin = URI.create(canonical);
        return new WorkspaceHost(origin.getScheme(), origin.getHost(), origin.getPort());
    }
}
