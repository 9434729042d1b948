package dev.sluice.demo;

import java.io.File;
import java.io.IOException;
import java.util.Scanner;

/** {@code ./sluice dev}: the demo's installation, whose gateway is built and started anew on Enter. */
public final class Dev {
    private Dev() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Parts parts = new Parts();
        Runtime.getRuntime().addShutdownHook(new Thread(parts::close, "stop"));
        try {
            Installation installation = new Walkthrough(System.out, Layout.usual(System.getenv())).run(parts);
            Scanner keyboard = new Scanner(System.in);
            ask(installation);
            while (keyboard.hasNextLine()) {
                keyboard.nextLine();
                rebuild(installation);
                ask(installation);
            }
        } catch (RuntimeException e) {
            System.err.println("Stopped. " + e.getMessage());
            System.exit(1);
        }
        System.exit(0);
    }

    private static void ask(Installation installation) {
        System.out.println("Up; the gateway's log is " + installation.gateway().log()
                + ". Enter builds the gateway and starts it anew, Ctrl-D stops.");
    }

    /** A gateway that does not build, or does not start, leaves the old state and says why. */
    private static void rebuild(Installation installation) throws IOException, InterruptedException {
        Process build = new ProcessBuilder(
                        new File("mvnw").getAbsolutePath(), "-q", "package", "-Dmaven.test.skip=true")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (build.waitFor() != 0) {
            System.out.println("The build failed; the gateway runs on as it was.");
            return;
        }
        try {
            installation.restartGateway();
        } catch (IllegalStateException e) {
            System.out.println(e.getMessage());
        }
    }
}
