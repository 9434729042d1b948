package dev.sluice.account.diagnosis;

import dev.sluice.workspace.HostProbe;
import dev.sluice.workspace.WorkspaceHost;
import io.smallrye.mutiny.Uni;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether the way to the workspace is open. */
final class HostChecks {
    static final String TLS = "tls";

    private final HostProbe probe;
    private final WorkspaceHost host;
    private HostProbe.@Nullable Line line;

    HostChecks(HostProbe probe, WorkspaceHost host) {
        this.probe = probe;
        this.host = host;
    }

    List<Check> list() {
        return List.of(
                new Check("name_resolves", null, this::resolve),
                new Check("reachable", "name_resolves", this::connect),
                new Check(TLS, "reachable", this::secure));
    }

    /** Hangs up what the checks opened. */
    void close() {
        if (line != null) {
            line.close();
        }
    }

    private Uni<Finding> resolve() {
        return probe.resolve(host).map(address -> Finding.passed(host.name() + " is " + address + "."));
    }

    private Uni<Finding> connect() {
        return probe.connect(host).map(connected -> {
            line = connected;
            return Finding.passed("Port " + host.port() + " accepts connections.");
        });
    }

    private Uni<Finding> secure() {
        if (!host.tls()) {
            return Uni.createFrom().item(Finding.skipped("The operator trusts this origin without TLS."));
        }
        return line == null
                ? Uni.createFrom().item(Finding.skipped("There is no connection."))
                : line.secure().map(words -> Finding.passed(words + "."));
    }
}
