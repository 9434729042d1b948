package dev.sluice.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;

/** The disk that the log is written to is full. */
@ExtendWith(SharedCluster.class)
@Timeout(120)
class FullDiskIT {
    private static final Path FULL = Path.of("/dev/full");

    static boolean thereIsAFullDevice() {
        return Files.exists(FULL);
    }

    /** Callers see nothing: a line that cannot be written is a line lost, and no call. */
    @Test
    @EnabledIf("thereIsAFullDevice")
    void callsGoOnWhenNoLogLineCanBeWritten(Cluster cluster) {
        Subject subject = Subject.connect(cluster, cluster.tenant("full-disk"), cluster.acme());
        Map<String, String> logsToFullDisk = Map.of(
                "QUARKUS_LOG_FILE_ENABLED", "true",
                "QUARKUS_LOG_FILE_PATH", FULL.toString(),
                "QUARKUS_LOG_FILE_LEVEL", "ALL",
                "QUARKUS_LOG_LEVEL", "DEBUG",
                "QUARKUS_LOG_CONSOLE_LEVEL", "INFO");
        try (Replica replica = cluster.launch("full-disk", logsToFullDisk)) {
            replica.awaitReady();

            for (int i = 0; i < 200; i++) {
                Told.by(() -> subject.call(replica.url(), subject.list())).isOk();
            }

            assertThat(replica.process().isAlive()).isTrue();
        }
    }
}
