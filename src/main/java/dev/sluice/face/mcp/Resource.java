package dev.sluice.face.mcp;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a resource's URI means. */
sealed interface Resource {
    Pattern URI = Pattern.compile("databricks://(catalogs|schemas|tables)(?:/([^/?#]+))?(?:\\?warehouse_id=([^&#]+))?");

    /** All catalogs. */
    record Catalogs() implements Resource {}

    /** The schemas of a catalog. */
    record Schemas(String catalog) implements Resource {}

    /** The tables of a schema. */
    record Tables(String catalog, String schema) implements Resource {}

    /** @param warehouseId what reads the information schema; one that runs if none is given */
    record Table(
            String catalog,
            String schema,
            String table,
            @Nullable String warehouseId) implements Resource {}

    /** The resource of a URI. A part of a name that has a dot of its own is percent-encoded. */
    static Optional<Resource> of(String uri) {
        Matcher matcher = URI.matcher(uri);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String path = matcher.group(2);
        try {
            String[] parts = path == null ? new String[0] : path.split("\\.", -1);
            for (int i = 0; i < parts.length; i++) {
                parts[i] = decoded(parts[i]);
                if (parts[i].isEmpty()) {
                    return Optional.empty();
                }
            }
            String warehouse = matcher.group(3) == null ? null : decoded(matcher.group(3));
            return of(matcher.group(1), parts, warehouse);
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static Optional<Resource> of(String kind, String[] parts, @Nullable String warehouse) {
        return switch (kind + parts.length) {
            case "catalogs0" -> Optional.of(new Catalogs());
            case "schemas1" -> Optional.of(new Schemas(parts[0]));
            case "tables2" -> Optional.of(new Tables(parts[0], parts[1]));
            case "tables3" -> Optional.of(new Table(parts[0], parts[1], parts[2], warehouse));
            default -> Optional.empty();
        };
    }

    private static String decoded(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
