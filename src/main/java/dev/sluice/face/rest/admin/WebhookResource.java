package dev.sluice.face.rest.admin;

import dev.sluice.event.webhook.Webhooks;
import dev.sluice.face.rest.admin.WebhookView.DeliveryList;
import dev.sluice.face.rest.admin.WebhookView.DeliveryView;
import dev.sluice.face.rest.admin.WebhookView.TrialView;
import dev.sluice.face.rest.admin.WebhookView.WebhookForm;
import dev.sluice.face.rest.admin.WebhookView.WebhookList;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Where the caller's environment wants its events delivered to. */
@Path("/api/v1/webhooks")
@Tag(name = "Webhooks")
@SecurityRequirement(name = Access.CALLER)
@Produces(MediaType.APPLICATION_JSON)
class WebhookResource {
    private static final int USUAL_PAGE = 50;

    private final Access access;
    private final Webhooks webhooks;

    WebhookResource(Access access, Webhooks webhooks) {
        this.access = access;
        this.webhooks = webhooks;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseStatus(201)
    @Operation(
            summary = "Create a webhook",
            description = "It gets the events from now on. The answer has the secret that deliveries are signed with,"
                    + " which is not shown again. Needs the scope accounts:write.")
    public Uni<WebhookView> create(@Nullable WebhookForm body) {
        return access.caller()
                .chain(caller -> {
                    WebhookForm form = Input.body(body);
                    return webhooks.create(caller, Input.required(form.url(), "/url"), form.settings());
                })
                .map(issued -> WebhookView.of(issued.value(), issued.credential()));
    }

    @GET
    @Operation(summary = "List the webhooks", description = "Oldest first. Needs the scope accounts:read.")
    public Uni<WebhookList> list() {
        return access.caller()
                .chain(webhooks::list)
                .map(found ->
                        new WebhookList(found.stream().map(WebhookView::of).toList()));
    }

    @GET
    @Path("{id}")
    @Operation(summary = "Get a webhook", description = "Without its secret. Needs the scope accounts:read.")
    public Uni<WebhookView> get(@RestPath String id) {
        return access.caller().chain(caller -> webhooks.get(caller, id)).map(WebhookView::of);
    }

    @PUT
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Change a webhook",
            description = "What is left out stays as it is. One that is switched on again gets the events from then on,"
                    + " and those that were waiting for it. Needs the scope accounts:write.")
    public Uni<WebhookView> update(@RestPath String id, @Nullable WebhookForm body) {
        return access.caller()
                .chain(caller -> webhooks.update(caller, id, Input.body(body).settings()))
                .map(WebhookView::of);
    }

    @DELETE
    @Path("{id}")
    @Operation(summary = "Delete a webhook", description = "With its deliveries. Needs the scope accounts:write.")
    public Uni<Void> delete(@RestPath String id) {
        return access.caller().chain(caller -> webhooks.delete(caller, id));
    }

    @POST
    @Path("{id}:rotate_secret")
    @Operation(
            summary = "Give a webhook another secret",
            description = "The answer has it, this once. The secret before it signs too for 24 hours. Needs the scope"
                    + " accounts:write.")
    public Uni<WebhookView> rotateSecret(@RestPath String id) {
        return access.caller()
                .chain(caller -> webhooks.rotateSecret(caller, id))
                .map(issued -> WebhookView.of(issued.value(), issued.credential()));
    }

    @POST
    @Path("{id}:test")
    @Operation(
            summary = "Deliver a test event",
            description = "Now and once, also by a webhook that is switched off. Needs the scope accounts:write.")
    public Uni<TrialView> test(@RestPath String id) {
        return access.caller().chain(caller -> webhooks.test(caller, id)).map(TrialView::of);
    }

    @GET
    @Path("{id}/deliveries")
    @Operation(
            summary = "List a webhook's deliveries",
            description = "Newest first, at most limit (1 to 100); state chooses PENDING, DELIVERED or FAILED ones."
                    + " Needs the scope accounts:read.")
    public Uni<DeliveryList> deliveries(
            @RestPath String id, @RestQuery @Nullable String state, @RestQuery @Nullable String limit) {
        return access.caller()
                .chain(caller -> webhooks.deliveries(
                        caller,
                        id,
                        state == null || state.isEmpty() ? null : state,
                        Input.number(limit, "limit", USUAL_PAGE)))
                .map(found ->
                        new DeliveryList(found.stream().map(DeliveryView::of).toList()));
    }

    @POST
    @Path("{id}/deliveries/{delivery}:redeliver")
    @Operation(
            summary = "Deliver an event again",
            description = "From now, with all its tries, whatever became of it. Needs the scope accounts:write.")
    public Uni<DeliveryView> redeliver(@RestPath String id, @RestPath String delivery) {
        return access.caller()
                .chain(caller -> webhooks.redeliver(caller, id, delivery))
                .map(DeliveryView::of);
    }
}
