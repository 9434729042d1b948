package dev.sluice.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Collectors;

/** A file of {@code KEY=value} lines that a shell can source and that its owner alone can read. */
final class KeyFile {
    private KeyFile() {}

    /** Writes the file whole or not at all; an older one is replaced. */
    static void write(Path file, Map<String, String> keys) {
        String text = keys.entrySet().stream()
                .map(key -> key.getKey() + "=" + key.getValue() + "\n")
                .collect(Collectors.joining());
        Path directory = file.toAbsolutePath().getParent();
        try {
            Files.createDirectories(directory);
            Path fresh = Files.createTempFile(
                    directory,
                    "keys",
                    ".tmp",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(fresh, text);
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("The keys could not be written to " + file, e);
        }
    }
}
