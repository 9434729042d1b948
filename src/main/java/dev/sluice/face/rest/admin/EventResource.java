package dev.sluice.face.rest.admin;

import dev.sluice.event.EventFeed;
import dev.sluice.event.EventQuery;
import dev.sluice.face.rest.admin.EventView.EventList;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** What happened in the caller's environment. */
@Path("/api/v1/events")
@Tag(name = "Events")
@SecurityRequirement(name = Access.CALLER)
@Produces(MediaType.APPLICATION_JSON)
class EventResource {
    private static final int USUAL_PAGE = 100;

    private final Access access;
    private final EventFeed feed;

    EventResource(Access access, EventFeed feed) {
        this.access = access;
        this.feed = feed;
    }

    @GET
    @Operation(
            summary = "Read events",
            description = "Oldest first, from the cursor in after, or from the oldest kept. Give next as after to go"
                    + " on; no event is ever left out. With wait, up to 30 seconds, the answer waits for an event where"
                    + " there is none yet. limit is at most 500. Needs the scope accounts:read.")
    public Uni<EventList> read(
            @RestQuery @Nullable String after,
            @RestQuery @Nullable String limit,
            @RestQuery @Nullable String type,
            @RestQuery("connected_account_id") @Nullable String account,
            @RestQuery @Nullable String wait) {
        return access.caller()
                .chain(caller -> feed.read(
                        caller,
                        new EventQuery(
                                after,
                                Input.number(limit, "limit", USUAL_PAGE),
                                given(type),
                                given(account),
                                Duration.ofSeconds(Input.number(wait, "wait", 0)))))
                .map(page ->
                        new EventList(page.events().stream().map(EventView::of).toList(), page.next()));
    }

    private static @Nullable String given(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }
}
