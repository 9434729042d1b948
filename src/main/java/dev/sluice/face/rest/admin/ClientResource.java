package dev.sluice.face.rest.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.sluice.caller.ApiClient;
import dev.sluice.caller.ApiClients;
import dev.sluice.id.ClientId;
import dev.sluice.id.EnvironmentId;
import dev.sluice.tool.ToolCatalogue;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** An environment's API clients, for the operator. */
@Path("/api/v1/environments/{environment}/clients")
@Tag(name = "API clients")
@SecurityRequirement(name = Access.OPERATOR)
@Produces(MediaType.APPLICATION_JSON)
class ClientResource {
    private final Access access;
    private final ApiClients clients;
    private final ToolCatalogue catalogue;

    ClientResource(Access access, ApiClients clients, ToolCatalogue catalogue) {
        this.access = access;
        this.clients = clients;
        this.catalogue = catalogue;
    }

    /** A client; its secret in the answer to its creation alone. */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ClientView(
            String clientId,
            @Nullable String clientSecret,
            String name,
            Set<String> scopes,
            PolicyForm toolPolicy,
            Instant createdAt,
            @Nullable Instant revokedAt) {
        static ClientView of(ApiClient client, @Nullable String secret) {
            return new ClientView(
                    client.id().value(),
                    secret,
                    client.name(),
                    new TreeSet<>(client.scopes()),
                    PolicyForm.of(client.policy()),
                    client.createdAt(),
                    client.revokedAt());
        }

        @Override
        public String toString() {
            return "ClientView[" + clientId + "]";
        }
    }

    record ClientList(List<ClientView> clients) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseStatus(201)
    @Operation(
            summary = "Create an API client",
            description = "The answer has its secret, which is not shown again. Without scopes, it gets all.")
    public Uni<ClientView> create(@RestPath String environment, @Nullable NewCredential body) {
        return access.operator()
                .map(operator -> Input.body(body))
                .chain(wanted -> clients.create(
                        new EnvironmentId(environment),
                        Input.required(wanted.name(), "/name"),
                        wanted.scopesOrNone(),
                        wanted.policy(catalogue)))
                .map(issued -> ClientView.of(issued.value(), issued.credential()));
    }

    @GET
    @Operation(summary = "List the API clients", description = "The revoked ones too, without any secret.")
    public Uni<ClientList> list(@RestPath String environment) {
        return access.operator()
                .chain(() -> clients.list(new EnvironmentId(environment)))
                .map(found -> new ClientList(found.stream()
                        .map(client -> ClientView.of(client, null))
                        .toList()));
    }

    @PUT
    @Path("{id}/tool_policy")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Change which tools an API client may use",
            description = "It takes effect at once. What is left out of the policy is not restricted.")
    public Uni<ClientView> restrict(@RestPath String environment, @RestPath String id, @Nullable PolicyForm body) {
        return access.operator()
                .map(operator -> PolicyForm.read(Input.body(body), "", catalogue))
                .chain(policy -> clients.restrict(new EnvironmentId(environment), new ClientId(id), policy))
                .map(client -> ClientView.of(client, null));
    }

    @DELETE
    @Path("{id}")
    @Operation(summary = "Revoke an API client", description = "Its access tokens stop working too.")
    public Uni<Void> revoke(@RestPath String environment, @RestPath String id) {
        return access.operator().chain(() -> clients.revoke(new EnvironmentId(environment), new ClientId(id)));
    }
}
