package dev.sluice.call.forward;

import dev.sluice.caller.Caller;
import dev.sluice.caller.Scope;
import dev.sluice.caller.ToolPolicy;
import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.fault.FaultException;
import io.vertx.core.http.HttpMethod;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What of workspaces callers may reach by requests of their own: by the gateway's settings, and by their own policies. */
@Singleton
public class ForwardPolicy {
    /** How a tool policy names the right to such requests. */
    public static final String TOOL = ToolPolicy.OWN_REQUESTS;

    private static final Set<String> NEVER = Set.of("CONNECT", "TRACE");

    private final Set<String> methods;
    private final List<PathPattern> paths;
    private final List<PathPattern> denied;

    ForwardPolicy(ProxyConfig config) {
        methods = new TreeSet<>(config.methods().stream().map(String::strip).toList());
        paths = patterns("paths", config.paths());
        denied = patterns("denied-paths", config.deniedPaths());
        if (methods.stream().anyMatch(NEVER::contains)) {
            throw new IllegalArgumentException("sluice.proxy.methods: CONNECT and TRACE are never passed on");
        }
    }

    private static List<PathPattern> patterns(String property, List<String> rules) {
        try {
            return rules.stream().map(PathPattern::parse).toList();
        } catch (IllegalArgumentException unsound) {
            throw new IllegalArgumentException("sluice.proxy." + property + ": " + unsound.getMessage());
        }
    }

    /**
     * The caller, if it may make such requests at all, and this one.
     *
     * @throws FaultException {@code FORBIDDEN}, {@code TOOL_NOT_ALLOWED}, {@code READ_ONLY}, {@code METHOD_NOT_ALLOWED},
     *     {@code NOT_FOUND}
     */
    Caller allow(Caller caller, HttpMethod method, WorkspacePath path) {
        caller.with(Scope.WORKSPACE_PROXY);
        if (!caller.policy().allowsOwnRequests()) {
            throw Fault.of(
                            FaultCode.TOOL_NOT_ALLOWED,
                            "This API client or key may use tools of a list, and no requests of its own.",
                            "Use a tool, or ask the operator of the gateway to add " + TOOL + " to the list.")
                    .asException();
        }
        if (!methods.contains(method.name())) {
            throw Fault.of(
                            FaultCode.METHOD_NOT_ALLOWED,
                            "This method is not passed on to workspaces.",
                            "The methods are " + String.join(", ", methods) + ".")
                    .asException();
        }
        boolean reads = method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
        if (caller.policy().readOnly() && !reads) {
            throw Fault.of(
                            FaultCode.READ_ONLY,
                            "This API client or key may only read, and sends GET and HEAD alone to a workspace.",
                            "Run SQL that only reads by a tool or as a stream.")
                    .asException();
        }
        if (paths.stream().noneMatch(allowed -> allowed.matches(path, reads))) {
            throw Fault.of(
                            FaultCode.NOT_FOUND,
                            "This path of a workspace is not served here.",
                            "Paths begin with /api/, as in the Databricks REST API.")
                    .asException();
        }
        if (denied.stream().anyMatch(rule -> rule.matches(path, reads))) {
            throw Fault.of(
                            FaultCode.FORBIDDEN,
                            "This path of a workspace is closed here: it is about credentials, or the operator closed it.",
                            "Do without it, or do it at the workspace itself.")
                    .asException();
        }
        return caller;
    }
}
