package dev.sluice.workspace.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A GRANT on a Unity Catalog object, as an administrator runs it.
 *
 * @param privilege such as {@code USE SCHEMA}
 * @param on the kind of the object and its quoted name
 */
record Grant(String privilege, String on) {
    /** What messages call the kinds of objects, and how many names lead to one. */
    private static final Map<String, Integer> NAMES = Map.ofEntries(
            Map.entry("CATALOG", 1),
            Map.entry("CONNECTION", 1),
            Map.entry("EXTERNAL LOCATION", 1),
            Map.entry("SERVICE CREDENTIAL", 1),
            Map.entry("SHARE", 1),
            Map.entry("STORAGE CREDENTIAL", 1),
            Map.entry("SCHEMA", 2),
            Map.entry("FUNCTION", 3),
            Map.entry("MATERIALIZED VIEW", 3),
            Map.entry("PROCEDURE", 3),
            Map.entry("TABLE", 3),
            Map.entry("VIEW", 3),
            Map.entry("VOLUME", 3));

    private static final Map<String, String> ALIASES = Map.of(
            "DATABASE", "SCHEMA",
            "MODEL", "FUNCTION",
            "REGISTERED MODEL", "FUNCTION",
            "ROUTINE", "FUNCTION",
            "ROUTINE OR MODEL", "FUNCTION",
            "STREAMING TABLE", "TABLE",
            "TABLE OR VIEW", "TABLE");

    /**
     * @param kind as a message has it, such as {@code Catalog}
     * @param name its full name, with or without back-ticks
     */
    static Grant of(String privilege, String kind, String name) {
        String upper = kind.toUpperCase(Locale.ROOT);
        String known = ALIASES.getOrDefault(upper, upper);
        // There is but one metastore: it has no name in a GRANT.
        return new Grant(
                privilege,
                known.equals("METASTORE") ? known : known + " " + quoted(parts(name, NAMES.getOrDefault(known, 3))));
    }

    /** Whom it is granted to, quoted. */
    static String grantee(@Nullable String principal) {
        return principal == null ? "`<service principal>`" : quote(principal);
    }

    String statement(@Nullable String principal) {
        return "GRANT " + privilege + " ON " + on + " TO " + grantee(principal);
    }

    /** All that reading a table needs, as far as its name says where it lies. */
    static String toRead(String table, @Nullable String principal) {
        List<String> parts = parts(table, 3);
        if (parts.size() < 3) {
            return new Grant("SELECT", "TABLE " + quoted(parts)).statement(principal)
                    + ", and USE CATALOG and USE SCHEMA on what it lies in";
        }
        List<String> grants = new ArrayList<>();
        grants.add(new Grant("USE CATALOG", "CATALOG " + quoted(parts.subList(0, 1))).statement(principal));
        // Who may use a catalog may read it; nobody is granted anything on it.
        if (parts.get(1).equalsIgnoreCase("information_schema")) {
            return grants.getFirst();
        }
        grants.add(new Grant("USE SCHEMA", "SCHEMA " + quoted(parts.subList(0, 2))).statement(principal));
        grants.add(new Grant("SELECT", "TABLE " + quoted(parts)).statement(principal));
        return String.join("; ", grants);
    }

    /** Splits a name at its dots, but not at those inside back-ticks; what is left over belongs to the last part. */
    private static List<String> parts(String name, int most) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '`' && quoted && i + 1 < name.length() && name.charAt(i + 1) == '`') {
                part.append(c);
                i++;
            } else if (c == '`') {
                quoted = !quoted;
            } else if (c == '.' && !quoted && parts.size() + 1 < most) {
                parts.add(part.toString());
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        parts.add(part.toString());
        return parts;
    }

    private static String quoted(List<String> parts) {
        return parts.stream().map(Grant::quote).collect(Collectors.joining("."));
    }

    private static String quote(String name) {
        return "`" + name.replace("`", "``") + "`";
    }
}
