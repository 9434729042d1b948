package dev.sluice.sandbox;

import dev.sluice.sandbox.settings.SandboxSettings;
import dev.sluice.sandbox.sql.SqlEngine;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Databricks workspaces that run on a laptop, each on a port of its own.
 *
 * <pre>{@code
 * try (Sandbox sandbox = Sandbox.builder().start()) {
 *     String url = sandbox.first().url();
 * }
 * }</pre>
 */
public final class Sandbox implements AutoCloseable {
    private final Vertx vertx;
    private final Path spool;
    private final List<Workspace> workspaces;

    private Sandbox(Vertx vertx, Path spool, List<Workspace> workspaces) {
        this.vertx = vertx;
        this.spool = spool;
        this.workspaces = workspaces;
    }

    /** How a sandbox is started: by default the two {@link DefaultWorkspaces} on free ports of 127.0.0.1. */
    public static final class Builder {
        private final List<WorkspacePlan> plans = new ArrayList<>();
        private SandboxSettings settings = SandboxSettings.defaults();
        private String host = "127.0.0.1";
        private int firstPort;

        private Builder() {}

        /** Adds a workspace; the default ones are then left out. */
        public Builder workspace(WorkspacePlan plan) {
            plans.add(plan);
            return this;
        }

        public Builder settings(SandboxSettings chosen) {
            this.settings = chosen;
            return this;
        }

        /** The address to listen at. */
        public Builder host(String address) {
            this.host = address;
            return this;
        }

        /** The first of consecutive ports, two for each workspace: its own, then its storage host's. 0 is any free ones. */
        public Builder firstPort(int port) {
            this.firstPort = port;
            return this;
        }

        /** Opens the data and listens; blocks until all ports answer. */
        public Sandbox start() {
            List<WorkspacePlan> chosen =
                    plans.isEmpty() ? List.of(DefaultWorkspaces.acme(), DefaultWorkspaces.globex()) : plans;
            Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
            Path spool = newSpool();
            Sandbox sandbox = new Sandbox(vertx, spool, new ArrayList<>());
            try {
                chosen.forEach(plan -> open(plan, sandbox));
                return sandbox;
            } catch (RuntimeException failure) {
                // Its threads would keep the program alive.
                sandbox.close();
                throw failure;
            }
        }

        private void open(WorkspacePlan plan, Sandbox sandbox) {
            int port = firstPort == 0 ? 0 : firstPort + 2 * sandbox.workspaces.size();
            SqlEngine engine = SqlEngine.open(plan.dataset());
            Workspace workspace = new Workspace(sandbox.vertx, plan, settings, engine, sandbox.spool);
            sandbox.workspaces.add(workspace);
            await(workspace.listen(host, port, port == 0 ? 0 : port + 1));
        }

        private static Path newSpool() {
            try {
                return Files.createTempDirectory("sluice-sandbox");
            } catch (IOException e) {
                throw new UncheckedIOException("No folder for results could be made", e);
            }
        }
    }

    public static Builder builder() {
        return new Builder();
    }

    public List<Workspace> workspaces() {
        return List.copyOf(workspaces);
    }

    public Workspace first() {
        return workspaces.get(0);
    }

    public Workspace second() {
        return workspaces.get(1);
    }

    /** Stops listening, closes the data and deletes all results. */
    @Override
    public void close() {
        await(vertx.fileSystem().deleteRecursive(spool.toString(), true).otherwiseEmpty());
        // Called from here and not from the future above: an event loop cannot wait for its own end.
        await(vertx.close());
        workspaces.forEach(workspace -> workspace.engine().close());
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(1, TimeUnit.MINUTES);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the sandbox started or stopped", interrupted);
        } catch (ExecutionException | TimeoutException failure) {
            throw new IllegalStateException("The sandbox could not start or stop", failure);
        }
    }

    /** Starts the sandbox from a command line and prints what a client needs; see {@link CommandLine}. */
    public static void main(String[] arguments) {
        CommandLine.run(arguments);
    }
}
