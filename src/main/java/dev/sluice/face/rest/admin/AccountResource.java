package dev.sluice.face.rest.admin;

import dev.sluice.account.AccountQuery;
import dev.sluice.account.AccountSelector;
import dev.sluice.account.AccountTokens;
import dev.sluice.account.Accounts;
import dev.sluice.account.ConnectedAccount;
import dev.sluice.call.forward.Doors;
import dev.sluice.caller.Caller;
import dev.sluice.face.rest.admin.AccountView.AccountList;
import dev.sluice.face.rest.admin.AccountView.AccountReply;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Connected accounts. The verbs after a colon are Scalekit's. */
@Path("/api/v1")
@Tag(name = "Connected accounts")
@SecurityRequirement(name = Access.CALLER)
@Produces(MediaType.APPLICATION_JSON)
class AccountResource {
    private static final int USUAL_PAGE = 30;

    private final Access access;
    private final Accounts accounts;
    private final AccountTokens tokens;
    private final Doors doors;

    AccountResource(Access access, Accounts accounts, AccountTokens tokens, Doors doors) {
        this.access = access;
        this.accounts = accounts;
        this.tokens = tokens;
        this.doors = doors;
    }

    @GET
    @Path("connected_accounts")
    @Operation(
            summary = "List connected accounts",
            description = "Oldest first. connector and connection_names choose connections, identifier is exact, query"
                    + " is a part of the identifier. page_size is at most 99. Needs the scope accounts:read.")
    public Uni<AccountList> list(
            @RestQuery @Nullable String connector,
            @RestQuery("connection_names") List<String> connectionNames,
            @RestQuery @Nullable String identifier,
            @RestQuery @Nullable String query,
            @RestQuery("page_size") @Nullable String pageSize,
            @RestQuery("page_token") @Nullable String pageToken) {
        return access.caller()
                .chain(caller -> {
                    int size = Input.number(pageSize, "page_size", 0);
                    List<String> names =
                            connector == null || connector.isEmpty() ? connectionNames : List.of(connector);
                    return accounts.list(
                            caller,
                            new AccountQuery(names, identifier, query, size == 0 ? USUAL_PAGE : size, pageToken));
                })
                .map(page -> new AccountList(
                        page.items().stream()
                                .map(account -> AccountView.of(account, doors))
                                .toList(),
                        page.total(),
                        page.next()));
    }

    @POST
    @Path("connected_accounts")
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseStatus(201)
    @Operation(
            summary = "Create a connected account",
            description = "ACTIVE if credentials are given, PENDING_AUTH if not. Needs the scope accounts:write.")
    public Uni<AccountReply> create(@Nullable AccountRequest body) {
        return with(
                body,
                (caller, request) -> accounts.create(
                        caller,
                        request.connector(),
                        Input.required(request.identifier(), "/identifier"),
                        CredentialForm.read(request),
                        request.settings()));
    }

    @POST
    @Path("connected_accounts:get_or_create")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Get a connected account, created if need be",
            description = "May be repeated and run concurrently. Credentials are taken by an account that has none;"
                    + " one that has some keeps them. Needs the scope accounts:write.")
    public Uni<AccountReply> getOrCreate(@Nullable AccountRequest body) {
        return with(
                body,
                (caller, request) -> accounts.getOrCreate(
                        caller,
                        request.connector(),
                        Input.required(request.identifier(), "/identifier"),
                        CredentialForm.read(request),
                        request.settings()));
    }

    @PUT
    @Path("connected_accounts")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Change a connected account's credentials or settings",
            description = "With credentials the account becomes ACTIVE at once; workspace_url and client_id may be left"
                    + " out and stay as they are, client_secret may not. api_config may come alone. Needs the scope"
                    + " accounts:write.")
    public Uni<AccountReply> update(@Nullable AccountRequest body) {
        return with(
                body,
                (caller, request) ->
                        accounts.update(caller, request.selector(), CredentialForm.read(request), request.settings()));
    }

    @GET
    @Path("connected_accounts/{id}")
    @Operation(summary = "Get a connected account", description = "Needs the scope accounts:read.")
    public Uni<AccountReply> get(@RestPath String id) {
        return access.caller()
                .chain(caller -> tokens.get(caller, new AccountSelector(id, null, null)))
                .map(account -> AccountReply.of(account, doors));
    }

    @GET
    @Path("connected_accounts/{selected: this|details|auth}")
    @Operation(
            summary = "Get a connected account by identifier and connector, or by id",
            description = "Never with its secret. Needs the scope accounts:read.")
    public Uni<AccountReply> getSelected(
            @RestPath String selected,
            @RestQuery @Nullable String id,
            @RestQuery @Nullable String connector,
            @RestQuery @Nullable String identifier) {
        return access.caller()
                .chain(caller -> tokens.get(caller, new AccountSelector(id, connector, identifier)))
                .map(account -> AccountReply.of(account, doors));
    }

    @POST
    @Path("connected_accounts:delete")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Delete a connected account",
            description = "With its credentials; its history stays. Needs the scope accounts:write.")
    public Uni<Map<String, String>> delete(@Nullable AccountRequest body) {
        return access.caller()
                .chain(caller -> accounts.delete(caller, Input.body(body).selector()))
                .replaceWith(Map.of());
    }

    @POST
    @Path("connected_accounts/{id}:disconnect")
    @Operation(
            summary = "Disconnect a connected account",
            description = "Calls through it are refused until it is reconnected. Needs the scope accounts:write.")
    public Uni<AccountReply> disconnect(@RestPath String id) {
        return reply(caller -> accounts.disconnect(caller, new AccountSelector(id, null, null)));
    }

    @POST
    @Path("connected_accounts/{selected: -|this}:disconnect")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Disconnect the connected account that the body names")
    public Uni<AccountReply> disconnectSelected(@RestPath String selected, @Nullable AccountRequest body) {
        return with(body, (caller, request) -> accounts.disconnect(caller, request.selector()));
    }

    @POST
    @Path("connected_accounts/{id}:reconnect")
    @Operation(
            summary = "Reconnect a disconnected account",
            description = "With the credentials that it has. Needs the scope accounts:write.")
    public Uni<AccountReply> reconnect(@RestPath String id) {
        return reply(caller -> accounts.reconnect(caller, new AccountSelector(id, null, null)));
    }

    @POST
    @Path("connected_accounts/{id}:refresh")
    @Operation(
            summary = "Mint a connected account's token now",
            description = "For all replicas; fails as the mint does. An account that was REVOKED, and whose credentials"
                    + " are accepted, becomes ACTIVE. Needs the scope accounts:write.")
    public Uni<AccountReply> refresh(@RestPath String id) {
        return access.caller()
                .chain(caller -> tokens.refresh(caller, new AccountSelector(id, null, null)))
                .map(account -> AccountReply.of(account, doors));
    }

    private Uni<AccountReply> with(
            @Nullable AccountRequest body, BiFunction<Caller, AccountRequest, Uni<ConnectedAccount>> act) {
        return reply(caller -> act.apply(caller, Input.body(body)));
    }

    private Uni<AccountReply> reply(Function<Caller, Uni<ConnectedAccount>> act) {
        return access.caller().chain(act::apply).map(account -> AccountReply.of(account, doors));
    }
}
