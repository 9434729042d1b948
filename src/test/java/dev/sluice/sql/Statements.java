package dev.sluice.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The statements of a file under {@code sql/}, which blank lines part. */
final class Statements {
    private Statements() {}

    static List<String> of(String file) {
        try (InputStream stream = Statements.class.getResourceAsStream("/sql/" + file)) {
            String text = new String(Objects.requireNonNull(stream, file).readAllBytes(), StandardCharsets.UTF_8);
            return List.of(text.strip().split("\n\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
