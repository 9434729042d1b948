package dev.sluice.call;

import dev.sluice.account.AccountDirectory;
import dev.sluice.account.AccountStatus;
import dev.sluice.account.ConnectedAccount;
import dev.sluice.caller.Caller;
import dev.sluice.caller.Scope;
import dev.sluice.caller.ToolPolicy;
import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.fault.FaultException;
import dev.sluice.tool.Tool;
import dev.sluice.tool.ToolCatalogue;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Which tools a caller has: the catalogue as far as its policy lets it, and for which accounts of an identifier. */
@Singleton
public class ToolLists {
    private final ToolCatalogue catalogue;
    private final AccountDirectory accounts;

    ToolLists(ToolCatalogue catalogue, AccountDirectory accounts) {
        this.catalogue = catalogue;
        this.accounts = accounts;
    }

    /**
     * Which tools to list; what is empty does not choose.
     *
     * @param text words, each of which the name or the description has, in any case; separated by spaces or underscores
     * @param pageSize 0 for all
     * @param pageToken where the page before ended
     */
    public record Query(
            Collection<String> providers, Collection<String> names, String text, int pageSize, String pageToken) {}

    /** Which tools of an identifier's accounts to list; as above. */
    public record ScopedQuery(
            String identifier,
            Collection<String> providers,
            Collection<String> names,
            Collection<String> connections,
            int pageSize,
            String pageToken) {
        public static ScopedQuery ofIdentifier(String identifier, int pageSize, String pageToken) {
            return new ScopedQuery(identifier, List.of(), List.of(), List.of(), pageSize, pageToken);
        }
    }

    /** A tool, and the account that it would run on. */
    public record Scoped(Tool tool, ConnectedAccount account) {}

    /** @param next the token of the next page; empty on the last */
    public record Page<T>(List<T> tools, int total, String next) {}

    /** All tools that there are: the catalogue is no secret. */
    public Page<Tool> list(Query query) {
        return list(ToolPolicy.OPEN, query);
    }

    /** The tools that the caller may use. */
    public Page<Tool> list(Caller caller, Query query) {
        return list(caller.policy(), query);
    }

    private Page<Tool> list(ToolPolicy policy, Query query) {
        List<String> words = Stream.of(query.text.toLowerCase(Locale.ROOT).split("[ _]+"))
                .filter(word -> !word.isEmpty())
                .toList();
        List<Tool> fitting = catalogue.all().stream()
                .filter(tool -> allows(policy, tool))
                .filter(tool -> query.providers.isEmpty() || query.providers.contains(tool.connector()))
                .filter(tool -> query.names.isEmpty() || query.names.contains(tool.name()))
                .filter(tool -> words.stream().allMatch(word -> mentions(tool, word)))
                .toList();
        return page(fitting, query.pageSize, query.pageToken);
    }

    private static boolean mentions(Tool tool, String word) {
        return tool.name().contains(word)
                || tool.definition().description().toLowerCase(Locale.ROOT).contains(word);
    }

    /** The catalogue cannot be changed. */
    public static Fault unchangeable() {
        return Fault.of(
                FaultCode.METHOD_NOT_ALLOWED,
                "The catalogue of tools is the gateway's own and cannot be changed.",
                "GET /api/v1/tools lists it; a tool policy holds an API client or key to some of it.");
    }

    /** The tools that the caller may use with each active account of the identifier. */
    public Uni<Page<Scoped>> scoped(Caller caller, ScopedQuery query) {
        return active(caller, query)
                .map(found -> page(
                        found.stream()
                                .flatMap(account -> catalogue.all().stream()
                                        .filter(tool -> fits(caller, query, tool))
                                        .map(tool -> new Scoped(tool, account)))
                                .toList(),
                        query.pageSize,
                        query.pageToken));
    }

    /** The tools that the caller may use with at least one active account of the identifier. */
    public Uni<Page<Tool>> available(Caller caller, ScopedQuery query) {
        return active(caller, query)
                .map(found -> page(
                        catalogue.all().stream()
                                .filter(tool -> !found.isEmpty() && fits(caller, query, tool))
                                .toList(),
                        query.pageSize,
                        query.pageToken));
    }

    private Uni<List<ConnectedAccount>> active(Caller caller, ScopedQuery query) {
        return accounts.all(caller.with(Scope.TOOLS_EXECUTE), query.identifier)
                .map(found -> found.stream()
                        .filter(account -> account.status() == AccountStatus.ACTIVE)
                        .filter(account ->
                                query.connections.isEmpty() || query.connections.contains(account.connection()))
                        .toList());
    }

    private static boolean fits(Caller caller, ScopedQuery query, Tool tool) {
        return allows(caller.policy(), tool)
                && (query.providers.isEmpty() || query.providers.contains(tool.connector()))
                && (query.names.isEmpty() || query.names.contains(tool.name()));
    }

    private static boolean allows(ToolPolicy policy, Tool tool) {
        return policy.names(tool.name()) && (!policy.readOnly() || tool.readOnly() || tool.takes("statement"));
    }

    private static <T> Page<T> page(List<T> all, int size, String token) {
        int from = Math.min(offset(token), all.size());
        int to = size <= 0 ? all.size() : (int) Math.min(all.size(), (long) from + size);
        return new Page<>(all.subList(from, to), all.size(), to < all.size() ? Integer.toString(to) : "");
    }

    private static int offset(String token) {
        if (token.isEmpty()) {
            return 0;
        }
        if (!token.matches("\\d{1,9}")) {
            throw notAToken();
        }
        return Integer.parseInt(token);
    }

    private static FaultException notAToken() {
        return Fault.of(
                        FaultCode.INVALID_REQUEST,
                        "The page token is not one of this list.",
                        "Give the next_page_token of the page before.")
                .at("/page_token")
                .asException();
    }
}
