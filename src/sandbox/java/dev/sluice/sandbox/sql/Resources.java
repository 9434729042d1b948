package dev.sluice.sandbox.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;

/** The files that come with the sandbox. */
final class Resources {
    private Resources() {}

    /** The statements of an SQL file; each ends with a semicolon at the end of a line. */
    static List<String> statements(String name) {
        return Arrays.stream(text(name).split(";\\s*\\n", -1))
                .map(String::strip)
                .filter(statement -> !statement.isEmpty())
                .toList();
    }

    static List<String> lines(String name) {
        return text(name).lines().toList();
    }

    /** One of the files as a path that DuckDB can read: in place, or copied once out of a jar. */
    static Path file(String name) {
        URL url = url(name);
        try {
            return url.getProtocol().equals("file") ? Path.of(url.toURI()) : copied(url, name);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("No path: " + url, e);
        } catch (IOException e) {
            throw new UncheckedIOException("The sandbox's " + name + " could not be copied out of " + url, e);
        }
    }

    private static Path copied(URL url, String name) throws IOException {
        URLConnection connection = url.openConnection();
        long size = connection.getContentLengthLong();
        Path folder =
                Path.of(System.getProperty("java.io.tmpdir"), "sluice-sandbox-" + System.getProperty("user.name"));
        Files.createDirectories(folder);
        Path copy = folder.resolve(size + "-" + name);
        if (Files.notExists(copy) || Files.size(copy) != size) {
            Path part = Files.createTempFile(folder, name, ".part");
            try (InputStream in = connection.getInputStream()) {
                Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
            }
            Files.move(part, copy, StandardCopyOption.ATOMIC_MOVE);
        }
        return copy;
    }

    private static String text(String name) {
        try (InputStream in = url(name).openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("The sandbox's " + name + " could not be read", e);
        }
    }

    private static URL url(String name) {
        URL url = Resources.class.getResource("/sandbox/" + name);
        if (url == null) {
            throw new IllegalStateException("The sandbox's " + name + " is missing from the class path");
        }
        return url;
    }
}
