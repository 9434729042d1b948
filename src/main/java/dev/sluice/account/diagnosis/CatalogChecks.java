package dev.sluice.account.diagnosis;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whether there is data to read (Databricks REST: Unity Catalog 2.1). */
final class CatalogChecks {
    private static final String ROOT = "/api/2.1/unity-catalog";
    // 0 is the server's own page size; without it long lists are refused.
    private static final String PAGED = "max_results=0";
    private static final int MOST_NAMED = 5;

    private final WorkspaceReader workspace;
    private final String principal;
    private final @Nullable TableName table;

    CatalogChecks(WorkspaceReader workspace, String principal, @Nullable TableName table) {
        this.workspace = workspace;
        this.principal = principal;
        this.table = table;
    }

    List<Check> list(String needed) {
        return List.of(new Check("catalogs", needed, this::catalogs), new Check("table", needed, this::table));
    }

    private Uni<Finding> catalogs() {
        return workspace
                .list(ROOT + "/catalogs?" + PAGED, "catalogs", found -> found.size() > MOST_NAMED)
                .map(found -> found.isEmpty()
                        ? Finding.failed(
                                "The service principal sees no catalog.",
                                "The workspace admin runs: GRANT USE CATALOG ON CATALOG … TO `" + principal + "`.")
                        : Finding.passed("It sees " + named(found) + "."));
    }

    private Uni<Finding> table() {
        return table == null
                ? Uni.createFrom().item(Finding.skipped("No table was given."))
                : workspace
                        .list(path(table), "tables", found -> isIn(found, table))
                        .map(found -> readable(found, table));
    }

    // Without BROWSE: it would hide that USE CATALOG or USE SCHEMA is missing, which the refusal names.
    private static String path(TableName table) {
        return ROOT + "/tables?catalog_name=" + encoded(table.catalog()) + "&schema_name=" + encoded(table.schema())
                + "&omit_columns=true&omit_properties=true&" + PAGED;
    }

    private Finding readable(List<JsonObject> found, TableName table) {
        return isIn(found, table)
                ? Finding.passed("It may read " + table + ".")
                : Finding.failed(
                        "The schema is open to the service principal, but shows no table " + table.name() + ".",
                        "Check the table's name; if it is right, the workspace admin runs: GRANT SELECT ON TABLE "
                                + table + " TO `" + principal + "`.");
    }

    private static boolean isIn(List<JsonObject> found, TableName table) {
        return found.stream()
                .anyMatch(one -> table.name().equalsIgnoreCase(one.getString("name", ""))
                        && !Boolean.TRUE.equals(one.getValue("browse_only")));
    }

    private static String named(List<JsonObject> catalogs) {
        String names = catalogs.stream()
                .limit(MOST_NAMED)
                .map(one -> one.getString("name", ""))
                .collect(Collectors.joining(", "));
        return catalogs.size() > MOST_NAMED ? names + " and more" : names;
    }

    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8);
    }
}
