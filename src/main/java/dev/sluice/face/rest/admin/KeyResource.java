package dev.sluice.face.rest.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.sluice.caller.ApiKey;
import dev.sluice.caller.ApiKeys;
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

/** An environment's API keys, for the operator. */
@Path("/api/v1/environments/{environment}/api_keys")
@Tag(name = "API keys")
@SecurityRequirement(name = Access.OPERATOR)
@Produces(MediaType.APPLICATION_JSON)
class KeyResource {
    private final Access access;
    private final ApiKeys keys;
    private final ToolCatalogue catalogue;

    KeyResource(Access access, ApiKeys keys, ToolCatalogue catalogue) {
        this.access = access;
        this.keys = keys;
        this.catalogue = catalogue;
    }

    /** A key; in clear in the answer to its creation alone. */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record KeyView(
            String id,
            @Nullable String apiKey,
            String name,
            String hint,
            Set<String> scopes,
            PolicyForm toolPolicy,
            Instant createdAt,
            @Nullable Instant revokedAt) {
        static KeyView of(ApiKey key, @Nullable String clear) {
            return new KeyView(
                    key.id(),
                    clear,
                    key.name(),
                    key.hint(),
                    new TreeSet<>(key.scopes()),
                    PolicyForm.of(key.policy()),
                    key.createdAt(),
                    key.revokedAt());
        }

        @Override
        public String toString() {
            return "KeyView[" + id + "]";
        }
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record KeyList(List<KeyView> apiKeys) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseStatus(201)
    @Operation(
            summary = "Create an API key",
            description = "The answer has the key, which is not shown again. Without scopes, it gets all.")
    public Uni<KeyView> create(@RestPath String environment, @Nullable NewCredential body) {
        return access.operator()
                .map(operator -> Input.body(body))
                .chain(wanted -> keys.create(
                        new EnvironmentId(environment),
                        Input.required(wanted.name(), "/name"),
                        wanted.scopesOrNone(),
                        wanted.policy(catalogue)))
                .map(issued -> KeyView.of(issued.value(), issued.credential()));
    }

    @GET
    @Operation(summary = "List the API keys", description = "The revoked ones too; of each key, its first characters.")
    public Uni<KeyList> list(@RestPath String environment) {
        return access.operator()
                .chain(() -> keys.list(new EnvironmentId(environment)))
                .map(found -> new KeyList(
                        found.stream().map(key -> KeyView.of(key, null)).toList()));
    }

    @PUT
    @Path("{id}/tool_policy")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Change which tools an API key may use",
            description = "It takes effect at once. What is left out of the policy is not restricted.")
    public Uni<KeyView> restrict(@RestPath String environment, @RestPath String id, @Nullable PolicyForm body) {
        return access.operator()
                .map(operator -> PolicyForm.read(Input.body(body), "", catalogue))
                .chain(policy -> keys.restrict(new EnvironmentId(environment), id, policy))
                .map(key -> KeyView.of(key, null));
    }

    @DELETE
    @Path("{id}")
    @Operation(summary = "Revoke an API key")
    public Uni<Void> revoke(@RestPath String environment, @RestPath String id) {
        return access.operator().chain(() -> keys.revoke(new EnvironmentId(environment), id));
    }
}
