package dev.sluice.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileTest {
    @TempDir
    Path directory;

    @Test
    void replacesAnOlderFileByLinesThatOnlyTheOwnerReads() throws IOException {
        Path file = directory.resolve("demo/demo.env");

        KeyFile.write(file, Map.of("OLD", "1"));
        KeyFile.write(file, Map.of("SLUICE_URL", "http://127.0.0.1:8080"));

        assertThat(file).hasContent("SLUICE_URL=http://127.0.0.1:8080\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.list(file.getParent())).containsExactly(file);
    }
}
