package dev.sluice.workspace;

/**
 * Where one workspace answers. Made only from text that {@link HostPolicy} accepted.
 *
 * @param scheme {@code https}, or {@code http} for an origin that the operator trusts by name
 * @param name lower-case DNS name
 * @param port TCP port
 */
public record WorkspaceHost(String scheme, String name, int port) {
    public boolean tls() {
        return scheme.equals("https");
    }

    /** The canonical text that is stored: a bare name for https on 443, else the origin. */
    @Override
    public String toString() {
        return tls() && port == 443 ? name : scheme + "://" + name + ":" + port;
    }
}
