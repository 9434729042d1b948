package dev.sluice.demo;

import java.util.List;

/** {@code ./sluice demo}: an installation, a tenant with two accounts, and a query; then stays up, or with {@code --check} ends. */
public final class Demo {
    private Demo() {}

    public static void main(String[] arguments) {
        List<String> options = List.of(arguments);
        if (!options.isEmpty() && !options.equals(List.of("--check"))) {
            System.err.println("./sluice demo knows --check only.");
            System.exit(2);
        }
        Parts parts = new Parts();
        Runtime.getRuntime().addShutdownHook(new Thread(parts::close, "stop"));
        try {
            Installation installation = new Walkthrough(System.out, Layout.usual(System.getenv())).run(parts);
            if (options.isEmpty()) {
                System.out.println("Up. Stop with Ctrl-C.");
                installation.gateway().awaitEnd();
                if (parts.isClosed()) {
                    return;
                }
                throw new IllegalStateException("The gateway ended. Its log is "
                        + installation.gateway().log());
            }
        } catch (RuntimeException e) {
            System.err.println("The demo failed. " + e.getMessage());
            System.exit(1);
        }
        System.exit(0);
    }
}
