package dev.sluice.face.proxy;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.util.ArrayList;
import java.util.List;

/** Whom a request is for, by everything that may say so. */
final class Addressees {
    private Addressees() {}

    /** The hosts that its headers, its HTTP/2 authority and its target name. */
    static List<String> of(HttpServerRequest request) {
        List<String> hosts = new ArrayList<>(request.headers().getAll("host"));
        HostAndPort authority = request.authority();
        if (authority != null) {
            hosts.add(authority.host());
        }
        String target = request.uri();
        if (!target.startsWith("/")) {
            String rest = target.substring(target.indexOf("://") < 0 ? 0 : target.indexOf("://") + 3);
            hosts.add(rest.split("[/?#]", 2)[0]);
        }
        return hosts;
    }
}
