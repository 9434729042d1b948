package dev.sluice.face.rest.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.sluice.account.AccountSelector;
import dev.sluice.account.diagnosis.AccountDiagnosis;
import dev.sluice.account.diagnosis.Complaint;
import dev.sluice.account.diagnosis.Diagnosis;
import dev.sluice.account.diagnosis.Finding;
import dev.sluice.call.forward.Doors;
import dev.sluice.fault.Fault;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** Why a connected account does not work. */
@Path("/api/v1/connected_accounts/{id}:diagnose")
@Tag(name = "Connected accounts")
@SecurityRequirement(name = Access.CALLER)
@Produces(MediaType.APPLICATION_JSON)
class DiagnosisResource {
    private final Access access;
    private final AccountDiagnosis diagnosis;
    private final Doors doors;

    DiagnosisResource(Access access, AccountDiagnosis diagnosis, Doors doors) {
        this.access = access;
        this.diagnosis = diagnosis;
        this.doors = doors;
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record DiagnosisRequest(
            @Schema(description = "The SQL warehouse that does not serve; any that is seen if left out") @Nullable
            String warehouseId,

            @Schema(description = "The table that cannot be read", examples = "main.sales.orders") @Nullable
            String table) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record DiagnosisReply(AccountView connectedAccount, String verdict, List<CheckView> checks, long durationMs) {
        static DiagnosisReply of(Diagnosis diagnosis, Doors doors) {
            return new DiagnosisReply(
                    AccountView.of(diagnosis.account(), doors),
                    diagnosis.verdict().label(),
                    diagnosis.checks().stream().map(CheckView::of).toList(),
                    diagnosis.took().toMillis());
        }
    }

    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record CheckView(
            String check,

            @Schema(description = "passed, warning, failed or skipped")
            String verdict,

            String evidence,
            @Nullable String remedy,

            @Schema(description = "The code of the problem that a call would meet") @Nullable
            String code,

            @Nullable String whoseMove,
            @Nullable Boolean retryable,
            @Nullable String upstreamRequestId,
            long durationMs) {
        static CheckView of(Diagnosis.Result result) {
            Finding finding = result.finding();
            Fault fault = finding.fault();
            return new CheckView(
                    result.check(),
                    finding.verdict().label(),
                    finding.evidence(),
                    finding.remedy(),
                    fault == null ? null : fault.code().label(),
                    fault == null ? null : fault.code().move().label(),
                    fault == null ? null : fault.code().retryable(),
                    fault == null ? null : fault.upstreamRequestId(),
                    result.took().toMillis());
        }
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Diagnose a connected account",
            description = "Goes the way of its calls, from the host's name to a table's grants, within 25 s, and says"
                    + " where it ends and what to do. Mints a token; starts and runs nothing. Needs the scope"
                    + " accounts:write.")
    public Uni<DiagnosisReply> diagnose(@RestPath String id, @Nullable DiagnosisRequest body) {
        Complaint complaint =
                body == null ? new Complaint(null, null) : new Complaint(body.warehouseId(), body.table());
        return access.caller()
                .chain(caller -> diagnosis.diagnose(caller, new AccountSelector(id, null, null), complaint))
                .map(found -> DiagnosisReply.of(found, doors));
    }
}
