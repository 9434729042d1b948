package dev.sluice.workspace;

import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.fault.FaultException;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which hosts the gateway may speak to: the allow-list against server-side request forgery. A host is checked when it
 * is stored and again when it is called.
 */
@Singleton
public class HostPolicy {
    private static final Pattern DNS_NAME =
            Pattern.compile("(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])");
    // What a browser's address bar adds to a workspace's URL.
    private static final Pattern PASTED_TAIL = Pattern.compile("/?(?:\\?o=\\d{1,20})?/?(?:#.{0,200})?");
    private static final String EXAMPLE =
            "Give the workspace's host name, such as adb-1234567890.7.azuredatabricks.net.";

    private final List<String> workspaceSuffixes;
    private final List<String> linkSuffixes;
    private final Map<String, WorkspaceHost> trusted = new HashMap<>();

    public HostPolicy(WorkspaceConfig config) {
        workspaceSuffixes = suffixes(config.hostSuffixes());
        linkSuffixes = suffixes(config.linkHostSuffixes());
        config.trustedOrigins().orElse(List.of()).forEach(this::trust);
    }

    private void trust(String origin) {
        URI uri = URI.create(origin.strip().toLowerCase(Locale.ROOT));
        WorkspaceHost host = originOf(uri);
        if (host == null) {
            throw new IllegalArgumentException("sluice.workspace.trusted-origins: \"" + origin
                    + "\" is not an origin such as http://127.0.0.1:7071");
        }
        String bare = host.scheme() + "://" + host.name();
        trusted.put(host.toString(), host);
        trusted.put(bare + ":" + host.port(), host);
        if (host.port() == defaultPort(host.scheme())) {
            trusted.put(bare, host);
        }
    }

    /** Where a URI points to, or null for one that is not plain http or https. */
    private static @Nullable WorkspaceHost originOf(URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (uri.getHost() == null || uri.getRawUserInfo() != null || !scheme.matches("https?")) {
            return null;
        }
        int port = uri.getPort() >= 0 ? uri.getPort() : defaultPort(scheme);
        return new WorkspaceHost(scheme, uri.getHost().toLowerCase(Locale.ROOT), port);
    }

    private static int defaultPort(String scheme) {
        return scheme.equals("https") ? 443 : 80;
    }

    private static List<String> suffixes(List<String> configured) {
        return configured.stream()
                .map(suffix -> "." + suffix.strip().toLowerCase(Locale.ROOT))
                .toList();
    }

    /** What is unsafe about these settings in production: credentials would travel in plain text. */
    public static List<String> complaints(WorkspaceConfig config) {
        boolean plaintext = config.trustedOrigins().orElse(List.of()).stream()
                .anyMatch(origin -> origin.strip().toLowerCase(Locale.ROOT).startsWith("http://"));
        return plaintext && !config.allowPlaintext()
                ? List.of("sluice.workspace.trusted-origins has an http:// origin; use https, or set"
                        + " sluice.workspace.allow-plaintext for a trial with a sandbox")
                : List.of();
    }

    /**
     * The workspace that a person named: a host name, or the workspace's URL as pasted from a browser.
     *
     * @throws FaultException {@link FaultCode#INVALID_HOST} with what to give instead
     */
    public WorkspaceHost parse(String text) {
        String given = lowerCase(text.strip());
        WorkspaceHost known = trusted.get(given.endsWith("/") ? given.substring(0, given.length() - 1) : given);
        if (known != null) {
            return known;
        }
        String name = bareName(given);
        if (!isDnsName(name)) {
            throw refused("The workspace host is not a DNS name.", EXAMPLE);
        }
        if (!endsWithAny(name, workspaceSuffixes)) {
            throw refused(
                    "The workspace host is not under a Databricks domain.",
                    EXAMPLE + " For a private domain, the operator adds it to sluice.workspace.host-suffixes.");
        }
        if (name.startsWith("accounts.") || name.startsWith("accounts-dod.")) {
            throw refused("The host is an account console, not a workspace.", EXAMPLE);
        }
        return new WorkspaceHost("https", name, 443);
    }

    // Checked before the case changes: some foreign letters, such as the Kelvin sign, have ASCII lower cases.
    private static String lowerCase(String given) {
        if (given.indexOf('\\') >= 0 || given.chars().anyMatch(c -> c <= ' ' || c >= 0x7f)) {
            throw refused("The workspace host has characters that no host name has.", EXAMPLE);
        }
        return given.toLowerCase(Locale.ROOT);
    }

    /** The host name alone, after dropping what people paste around it. */
    private static String bareName(String given) {
        if (given.startsWith("http://")) {
            throw refused("A workspace is reached by https only.", "Remove http:// from the host.");
        }
        String rest = given.startsWith("https://") ? given.substring("https://".length()) : given;
        if (rest.contains("@")) {
            throw refused("The workspace host must not carry a user name or password.", EXAMPLE);
        }
        int end = endOfAuthority(rest);
        if (!PASTED_TAIL.matcher(rest.substring(end)).matches()) {
            throw refused("The workspace host must not carry a path or query.", EXAMPLE);
        }
        String authority = rest.substring(0, end);
        return authority.endsWith(":443") ? authority.substring(0, authority.length() - 4) : authority;
    }

    private static int endOfAuthority(String text) {
        for (int i = 0; i < text.length(); i++) {
            if ("/?#".indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return text.length();
    }

    /** Whether a stored host is still approved: the operator may have narrowed the list since. */
    boolean approves(WorkspaceHost host) {
        return trusted.containsValue(host) || liesUnder(workspaceSuffixes, host);
    }

    /** Where a result link of this workspace points to, or null if results may not be fetched from there. */
    @Nullable
    WorkspaceHost approvedTarget(WorkspaceHost workspace, URI link) {
        WorkspaceHost target = originOf(link);
        boolean approved = target != null
                && (target.equals(workspace) || trusted.containsValue(target) || liesUnder(linkSuffixes, target));
        return approved ? target : null;
    }

    private static boolean liesUnder(List<String> suffixes, WorkspaceHost host) {
        return host.tls() && host.port() == 443 && isDnsName(host.name()) && endsWithAny(host.name(), suffixes);
    }

    // The length first: the pattern's stack grows with the number of labels.
    private static boolean isDnsName(String name) {
        return name.length() <= 253 && DNS_NAME.matcher(name).matches();
    }

    private static boolean endsWithAny(String name, List<String> suffixes) {
        for (String suffix : suffixes) {
            if (name.endsWith(suffix) && name.length() > suffix.length()) {
                return true;
            }
        }
        return false;
    }

    private static FaultException refused(String detail, String hint) {
        return Fault.of(FaultCode.INVALID_HOST, detail, hint).asException();
    }
}
