package dev.sluice.face.rest.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.sluice.account.Connection;
import dev.sluice.account.Connections;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Connections. */
@Path("/api/v1/connections")
@Tag(name = "Connections")
@SecurityRequirement(name = Access.CALLER)
@Produces(MediaType.APPLICATION_JSON)
class ConnectionResource {
    private final Access access;
    private final Connections connections;

    ConnectionResource(Access access, Connections connections) {
        this.access = access;
        this.connections = connections;
    }

    record Change(@Nullable LimitsForm limits) {}

    record NewConnection(@Nullable String name, @Nullable String provider) {}

    /** A connection; {@code key_id} is its name, as Scalekit's API has it. */
    @JsonNaming(SnakeCaseStrategy.class)
    record ConnectionView(
            String id,
            String keyId,
            String name,
            String provider,
            String providerKey,
            String type,
            String status,
            boolean enabled,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            LimitsForm limits,

            Instant createdAt) {
        static ConnectionView of(Connection connection) {
            return new ConnectionView(
                    connection.id().value(),
                    connection.name(),
                    connection.name(),
                    connection.provider(),
                    connection.provider(),
                    "OAUTH_M2M",
                    "COMPLETED",
                    true,
                    LimitsForm.of(connection.limits()),
                    connection.createdAt());
        }
    }

    record ConnectionReply(ConnectionView connection) {}

    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ConnectionList(List<ConnectionView> connections, long totalSize) {}

    @GET
    @Path("app")
    @Operation(
            summary = "List the connections",
            description = "provider chooses a provider, query is a part of the name. Needs the scope accounts:read.")
    public Uni<ConnectionList> list(@RestQuery @Nullable String provider, @RestQuery @Nullable String query) {
        return access.caller()
                .chain(caller -> connections.list(caller, provider == null ? "" : provider, query == null ? "" : query))
                .map(found -> new ConnectionList(
                        found.stream().map(ConnectionView::of).toList(), found.size()));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseStatus(201)
    @Operation(
            summary = "Create a connection",
            description = "Enables a connector under another name. Needs the scope accounts:write.")
    public Uni<ConnectionReply> create(@Nullable NewConnection body) {
        return access.caller()
                .chain(caller -> {
                    NewConnection wanted = Input.body(body);
                    return connections.create(
                            caller,
                            Input.required(wanted.name(), "/name"),
                            wanted.provider() == null ? Connection.DATABRICKS : wanted.provider());
                })
                .map(ConnectionView::of)
                .map(ConnectionReply::new);
    }

    @PUT
    @Path("{name}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Change a connection's limits",
            description = "What its accounts may have of a workspace together, but for those with limits of their own;"
                    + " limits that are left out are the gateway's. Needs the scope accounts:write.")
    public Uni<ConnectionReply> update(@RestPath String name, @Nullable Change body) {
        return access.caller()
                .chain(caller -> connections.limit(
                        caller,
                        name,
                        Input.required(Input.body(body).limits(), "/limits").own()))
                .map(ConnectionView::of)
                .map(ConnectionReply::new);
    }
}
