package dev.sluice.acceptance;

import dev.sluice.demo.EmbeddedDatabase;
import dev.sluice.demo.Installation;
import dev.sluice.demo.Layout;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The installation that the tests of one JVM share. Its gateway has 256 MiB of heap. */
public final class SharedInstallation {
    private static final int HEAP_MIB = 256;

    private static @Nullable Installation running;

    private SharedInstallation() {}

    public static synchronized Installation get() {
        if (running == null) {
            Installation started =
                    Installation.start(Layout.free(HEAP_MIB, Path.of("target", "acceptance")), EmbeddedDatabase::start);
            Runtime.getRuntime().addShutdownHook(new Thread(started::close, "installation-stop"));
            running = started;
        }
        return running;
    }
}
