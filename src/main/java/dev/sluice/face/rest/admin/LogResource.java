package dev.sluice.face.rest.admin;

import dev.sluice.audit.ToolCallLogs;
import dev.sluice.face.rest.admin.LogView.LogList;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** The records of the tool calls of the caller's environment. */
@Path("/api/v1/agentkit/tool_call_logs")
@Tag(name = "Tool call logs")
@SecurityRequirement(name = Access.CALLER)
@Produces(MediaType.APPLICATION_JSON)
class LogResource {
    private final Access access;
    private final ToolCallLogs logs;

    LogResource(Access access, ToolCallLogs logs) {
        this.access = access;
        this.logs = logs;
    }

    @GET
    @Operation(
            summary = "List the records of tool calls",
            description = "Newest first. Streams and refused calls are among them; parameters and answers are not kept."
                    + " Needs the scope accounts:read.")
    public Uni<LogList> list(@BeanParam LogForm form) {
        return access.caller().chain(caller -> logs.list(caller, form.query())).map(LogList::of);
    }

    @GET
    @Path("{execution_id}")
    @Operation(
            summary = "Get the record of an execution",
            description = "Within a second of the call's end. Needs the scope accounts:read.")
    public Uni<LogView> get(@RestPath("execution_id") String executionId) {
        return access.caller().chain(caller -> logs.get(caller, executionId)).map(LogView::of);
    }
}
