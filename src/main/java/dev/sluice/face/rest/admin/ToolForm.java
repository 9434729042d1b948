package dev.sluice.face.rest.admin;

import dev.sluice.call.ToolLists;
import dev.sluice.tool.ToolFormat;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Which tools a request asks for, in the official API's names or in plain ones. */
public class ToolForm {
    @RestQuery
    @Nullable
    String identifier;

    @RestQuery("tool_name")
    List<String> names = List.of();

    @RestQuery("filter.tool_name")
    @Parameter(hidden = true)
    List<String> filteredNames = List.of();

    @RestQuery("filter.tool_names")
    @Parameter(hidden = true)
    List<String> scopedNames = List.of();

    @RestQuery("provider")
    List<String> providers = List.of();

    @RestQuery("filter.provider")
    @Parameter(hidden = true)
    List<String> filteredProviders = List.of();

    @RestQuery("filter.providers")
    @Parameter(hidden = true)
    List<String> scopedProviders = List.of();

    @RestQuery("connection_name")
    List<String> connections = List.of();

    @RestQuery("filter.connection_names")
    @Parameter(hidden = true)
    List<String> scopedConnections = List.of();

    @RestQuery
    @Parameter(description = "Words that the name or the description has")
    @Nullable
    String query;

    @RestQuery("filter.query")
    @Parameter(hidden = true)
    @Nullable
    String filteredQuery;

    @RestQuery
    @Parameter(description = "true for the names alone")
    @Nullable
    String summary;

    @RestQuery("filter.summary")
    @Parameter(hidden = true)
    @Nullable
    String filteredSummary;

    @RestQuery
    @Parameter(description = "openai, openai_strict, anthropic or mcp: an array of the tools as that API takes them")
    @Nullable
    String format;

    @RestQuery("page_size")
    @Nullable
    String pageSize;

    @RestQuery("page_token")
    @Nullable
    String pageToken;

    /** What of all tools. */
    ToolLists.Query tools() {
        return new ToolLists.Query(
                all(providers, filteredProviders, scopedProviders),
                all(names, filteredNames, scopedNames),
                first(query, filteredQuery),
                size(),
                first(pageToken, null));
    }

    /** What of an identifier's tools. */
    ToolLists.ScopedQuery scoped() {
        return new ToolLists.ScopedQuery(
                Input.required(identifier, "/identifier"),
                all(providers, filteredProviders, scopedProviders),
                all(names, filteredNames, scopedNames),
                all(connections, scopedConnections, List.of()),
                size(),
                first(pageToken, null));
    }

    boolean namesAlone() {
        return Boolean.parseBoolean(first(summary, filteredSummary));
    }

    /** The form to give tools in; null for the official one. */
    @Nullable
    ToolFormat format() {
        if (format == null || format.isEmpty()) {
            return null;
        }
        return Stream.of(ToolFormat.values())
                .filter(each -> label(each).equals(format))
                .findFirst()
                .orElseThrow(() -> Input.refused(
                        "/format",
                        "There is no such format",
                        "Choose from "
                                + Arrays.stream(ToolFormat.values())
                                        .map(ToolForm::label)
                                        .collect(Collectors.joining(", "))));
    }

    private int size() {
        int size = Input.number(pageSize, "page_size", 0);
        if (size < 0) {
            throw Input.refused("/page_size", "The page size is out of range", "Give 1 or more");
        }
        return size;
    }

    private static String label(ToolFormat format) {
        return format.name().toLowerCase(Locale.ROOT);
    }

    private static List<String> all(List<String> plain, List<String> filtered, List<String> scoped) {
        return Stream.of(plain, filtered, scoped).flatMap(List::stream).toList();
    }

    private static String first(@Nullable String plain, @Nullable String filtered) {
        return plain != null ? plain : filtered != null ? filtered : "";
    }
}
