package dev.sluice.sandbox;

import dev.sluice.sandbox.WorkspacePlan.PlannedPrincipal;
import java.io.PrintStream;

/** {@code [--host ADDRESS] [--port FIRST]}: starts the default workspaces, prints their toy credentials, stays up. */
final class CommandLine {
    private static final String USAGE = "Usage: sandbox [--host ADDRESS] [--port FIRST_PORT]";

    private CommandLine() {}

    static void run(String[] arguments) {
        Sandbox.Builder builder = Sandbox.builder();
        try {
            read(arguments, builder);
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage());
            System.err.println(USAGE);
            System.exit(2);
        }
        Sandbox sandbox = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(sandbox::close, "sandbox-stop"));
        sandbox.workspaces().forEach(workspace -> describe(workspace, System.out));
    }

    private static void read(String[] arguments, Sandbox.Builder builder) {
        for (int i = 0; i < arguments.length; i += 2) {
            if (i + 1 == arguments.length) {
                throw new IllegalArgumentException(arguments[i] + " needs a value.");
            }
            switch (arguments[i]) {
                case "--host" -> builder.host(arguments[i + 1]);
                case "--port" -> builder.firstPort(Integer.parseInt(arguments[i + 1]));
                default -> throw new IllegalArgumentException("There is no option " + arguments[i] + ".");
            }
        }
    }

    static void describe(Workspace workspace, PrintStream out) {
        WorkspacePlan plan = workspace.plan();
        out.println(plan.name() + "  " + workspace.url() + "  catalog "
                + plan.dataset().catalog());
        plan.warehouses().forEach(warehouse -> out.println("  warehouse " + warehouse.id() + "  " + warehouse.state()));
        for (PlannedPrincipal planned : plan.principals()) {
            out.println("  " + planned.principal().displayName());
            out.println("    client_id     " + planned.principal().clientId());
            out.println("    client_secret " + planned.secret());
            out.println("    token         " + planned.token());
        }
    }
}
