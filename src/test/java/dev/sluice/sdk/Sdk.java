package dev.sluice.sdk;

import dev.sluice.demo.Installation;
import dev.sluice.demo.Tenant;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;

/** An official SDK: of each language one of the newest releases and one that is older. */
enum Sdk {
    NODE_2_6(Packages::node, "mjs", false, "@scalekit-sdk/node@2.6.3", "dotenv@17"),
    NODE_2_11(Packages::node, "mjs", true, "@scalekit-sdk/node@2.11.0", "dotenv@17"),
    PYTHON_2_10(Packages::python, "py", false, "scalekit-sdk-python==2.10.0", "python-dotenv"),
    PYTHON_2_21(Packages::python, "py", true, "scalekit-sdk-python==2.21.0", "python-dotenv");

    static final Path EXAMPLES = Path.of("examples").toAbsolutePath();
    private static final Path DRIVERS =
            Path.of("src", "test", "resources", "sdk").toAbsolutePath();

    private final BiFunction<String, String[], Packages> installer;
    private final String suffix;
    private final boolean tellsToolErrors;
    private final String[] releases;

    Sdk(BiFunction<String, String[], Packages> installer, String suffix, boolean tellsToolErrors, String... releases) {
        this.installer = installer;
        this.suffix = suffix;
        this.tellsToolErrors = tellsToolErrors;
        this.releases = releases;
    }

    /** Whether it has exceptions apart for what a workspace refused. */
    boolean tellsToolErrors() {
        return tellsToolErrors;
    }

    boolean isPython() {
        return suffix.equals("py");
    }

    /** The example of its language. */
    Command example(Installation installation, Tenant tenant) {
        String folder = isPython() ? "python" : "node";
        return run(EXAMPLES.resolve(folder).resolve("databricks." + suffix), installation, tenant);
    }

    /** A program that makes the calls that it is told. */
    Driver driver(Installation installation, Tenant tenant) {
        return new Driver(run(DRIVERS.resolve("raise." + suffix), installation, tenant));
    }

    /** What a user of the SDKs sets; Python speaks gRPC over TLS alone. */
    static Map<String, String> environment(Installation installation, Tenant tenant) {
        String authority = installation.authority().toAbsolutePath().toString();
        return Map.of(
                "SCALEKIT_ENV_URL",
                installation.tlsUrl().toString(),
                "SCALEKIT_CLIENT_ID",
                tenant.clientId(),
                "SCALEKIT_CLIENT_SECRET",
                tenant.clientSecret(),
                "NODE_EXTRA_CA_CERTS",
                authority,
                "GRPC_DEFAULT_SSL_ROOTS_FILE_PATH",
                authority,
                "REQUESTS_CA_BUNDLE",
                authority);
    }

    private Command run(Path script, Installation installation, Tenant tenant) {
        return installer
                .apply(name().toLowerCase(Locale.ROOT), releases)
                .run(script)
                .with(environment(installation, tenant));
    }
}
