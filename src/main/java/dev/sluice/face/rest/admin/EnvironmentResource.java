package dev.sluice.face.rest.admin;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.sluice.caller.Environment;
import dev.sluice.caller.Environments;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** Environments, for the operator. */
@Path("/api/v1/environments")
@Tag(name = "Environments")
@SecurityRequirement(name = Access.OPERATOR)
@Produces(MediaType.APPLICATION_JSON)
class EnvironmentResource {
    private final Access access;
    private final Environments environments;

    EnvironmentResource(Access access, Environments environments) {
        this.access = access;
        this.environments = environments;
    }

    record NewEnvironment(@Nullable String name) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record EnvironmentView(String id, String name, Instant createdAt) {
        static EnvironmentView of(Environment environment) {
            return new EnvironmentView(environment.id().value(), environment.name(), environment.createdAt());
        }
    }

    record EnvironmentList(List<EnvironmentView> environments) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseStatus(201)
    @Operation(
            summary = "Create an environment",
            description = "It has the connection databricksworkspace from the start.")
    public Uni<EnvironmentView> create(@Nullable NewEnvironment body) {
        return access.operator()
                .chain(() -> environments.create(Input.required(Input.body(body).name(), "/name")))
                .map(EnvironmentView::of);
    }

    @GET
    @Operation(summary = "List the environments")
    public Uni<EnvironmentList> list() {
        return access.operator()
                .chain(environments::list)
                .map(found -> new EnvironmentList(
                        found.stream().map(EnvironmentView::of).toList()));
    }
}
