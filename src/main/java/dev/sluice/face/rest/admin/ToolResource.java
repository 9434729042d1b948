package dev.sluice.face.rest.admin;

import dev.sluice.call.ToolLists;
import dev.sluice.face.rest.admin.ToolView.ScopedList;
import dev.sluice.face.rest.admin.ToolView.ToolList;
import dev.sluice.tool.Tool;
import dev.sluice.tool.ToolFormat;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
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
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** The tools that agents may call, with the schemas of their parameters. */
@Path("/api/v1")
@Tag(name = "Tools")
@SecurityRequirement(name = Access.CALLER)
@Produces(MediaType.APPLICATION_JSON)
class ToolResource {
    private final Access access;
    private final ToolLists lists;

    ToolResource(Access access, ToolLists lists) {
        this.access = access;
        this.lists = lists;
    }

    @GET
    @Path("tools")
    @Operation(
            summary = "List tools",
            description = "Those that the caller's tool policy allows; without Authorization all there are, since the"
                    + " catalogue is no secret. All on one page unless page_size is given.")
    public Uni<Object> list(@BeanParam ToolForm form) {
        return access.callerIfAny()
                .map(caller ->
                        caller.map(known -> lists.list(known, form.tools())).orElseGet(() -> lists.list(form.tools())))
                .map(page -> told(page, form));
    }

    @GET
    @Path("tools/scoped")
    @Operation(
            summary = "List the tools of an identifier, with the account that each would run on",
            description = "For each ACTIVE account of the identifier, as far as the caller's tool policy allows. Needs"
                    + " the scope tools:execute.")
    public Uni<ScopedList> scoped(@BeanParam ToolForm form) {
        return access.caller()
                .chain(caller -> lists.scoped(caller, form.scoped()))
                .map(ScopedList::of);
    }

    @GET
    @Path("tools/available")
    @Operation(
            summary = "List the tools that an identifier can use",
            description = "With at least one ACTIVE account, as far as the caller's tool policy allows. Needs the scope"
                    + " tools:execute.")
    public Uni<Object> available(@BeanParam ToolForm form) {
        return access.caller()
                .chain(caller -> lists.available(caller, form.scoped()))
                .map(page -> told(page, form));
    }

    @POST
    @Path("tools")
    @Operation(hidden = true)
    public void create() {
        throw ToolLists.unchangeable().asException();
    }

    @PUT
    @Path("tools")
    @Operation(hidden = true)
    public void update() {
        throw ToolLists.unchangeable().asException();
    }

    @DELETE
    @Path("tools/{id}")
    @Operation(hidden = true)
    public void delete(@RestPath String id) {
        throw ToolLists.unchangeable().asException();
    }

    @POST
    @Path("tools:set_default")
    @Operation(hidden = true)
    public void setDefault() {
        throw ToolLists.unchangeable().asException();
    }

    private static Object told(ToolLists.Page<Tool> page, ToolForm form) {
        @Nullable ToolFormat format = form.format();
        return format == null
                ? ToolList.of(page, form.namesAlone())
                : page.tools().stream().map(format::of).toList();
    }
}
