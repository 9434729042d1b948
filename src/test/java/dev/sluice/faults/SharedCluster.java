package dev.sluice.faults;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests the cluster of two gateways that a JVM's test classes share, and makes it well again after each. */
final class SharedCluster implements ParameterResolver, AfterEachCallback {
    private static final int GATEWAYS = 2;

    private static @Nullable Cluster running;

    private static synchronized Cluster get() {
        if (running == null) {
            Cluster started = Cluster.start(GATEWAYS, Path.of("target", "faults"));
            Runtime.getRuntime().addShutdownHook(new Thread(started::close, "cluster-stop"));
            running = started;
        }
        return running;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Cluster.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return get();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        get().heal();
    }
}
