package dev.sluice.sandbox.sql;

import dev.sluice.sandbox.sql.error.SqlError;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A catalog, schema or table that privileges are granted on, by its lower-case name parts. */
public record Securable(List<String> path) {
    public Securable {
        path = path.stream().map(part -> part.toLowerCase(Locale.ROOT)).toList();
        if (path.isEmpty() || path.size() > 3) {
            throw new IllegalArgumentException("A securable has one to three name parts, not " + path);
        }
    }

    public static Securable catalog(String catalog) {
        return new Securable(List.of(catalog));
    }

    public static Securable schema(String catalog, String schema) {
        return new Securable(List.of(catalog, schema));
    }

    public static Securable table(String catalog, String schema, String table) {
        return new Securable(List.of(catalog, schema, table));
    }

    /** {@code Catalog}, {@code Schema} or {@code Table}, as messages call it. */
    public String kind() {
        return switch (path.size()) {
            case 1 -> "Catalog";
            case 2 -> "Schema";
            default -> "Table";
        };
    }

    /** The parts joined by dots. */
    public String fullName() {
        return String.join(".", path);
    }

    @Nullable
    Securable parent() {
        return path.size() == 1 ? null : new Securable(path.subList(0, path.size() - 1));
    }

    /** Refuses a name that no object may be created under. */
    static void checkName(String name) {
        if (name.isEmpty() || name.contains(".") || name.contains("/") || name.contains(" ")) {
            throw SqlError.of(
                    "UC_INVALID_NAME",
                    "42602",
                    "The name '" + name + "' must not be empty or hold a dot, slash or blank.");
        }
    }
}
