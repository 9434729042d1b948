package dev.sluice.demo;

import java.nio.file.Path;
import java.util.Map;

/**
 * Where the parts of an installation listen and write.
 *
 * @param httpPort the gateway's plain port
 * @param tlsPort the gateway's TLS port
 * @param sandboxPort the first of the sandbox's {@value #SANDBOX_PORTS} consecutive ports
 * @param heapMiB the greatest size of the gateway's heap
 * @param directory where logs, keys and certificates go
 */
public record Layout(int httpPort, int tlsPort, int sandboxPort, int heapMiB, Path directory) {
    private static final int DEMO_HEAP_MIB = 256;

    /** Two for each workspace: its own and its storage host's. */
    static final int SANDBOX_PORTS = 4;

    /** On the usual ports, or those that the environment names. */
    static Layout usual(Map<String, String> environment) {
        return new Layout(
                Ports.choose(environment, "SLUICE_PORT", 8080, 1),
                Ports.choose(environment, "SLUICE_TLS_PORT", 8443, 1),
                Ports.choose(environment, "SANDBOX_PORT", 7071, SANDBOX_PORTS),
                DEMO_HEAP_MIB,
                Path.of(".sluice"));
    }

    /** On free ports, beside whatever else runs on this machine. */
    public static Layout free(int heapMiB, Path directory) {
        return new Layout(Ports.free(1), Ports.free(1), Ports.free(SANDBOX_PORTS), heapMiB, directory);
    }

    Path gatewayLog() {
        return directory.resolve("gateway.log");
    }

    Path certificates() {
        return directory.resolve("tls");
    }

    Path keys() {
        return directory.resolve("demo.env");
    }
}
