package dev.sluice.call;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.account.ConnectedAccount;
import dev.sluice.call.run.ToolResult;
import dev.sluice.call.run.ToolRun;
import dev.sluice.call.run.ToolRuns;
import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.fault.FaultException;
import dev.sluice.guard.Admission;
import dev.sluice.loop.CallerLoop;
import dev.sluice.repeat.CallKey;
import dev.sluice.repeat.Effect;
import dev.sluice.repeat.Outcome;
import dev.sluice.repeat.Remembered;
import dev.sluice.repeat.RepeatGuard;
import dev.sluice.sql.StatementKind;
import dev.sluice.sql.StatementKinds;
import dev.sluice.tool.ToolCatalogue;
import dev.sluice.workspace.Workspace;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Runs tools; those that would do something again at most once, though SDKs repeat calls blindly. */
@Singleton
final class OnceOnly {
    private static final String KEY = "idempotency_key";
    private static final String STATEMENT_GET = "databricksworkspace_sql_statement_get";
    private static final Duration LONGEST_PARSE = Duration.ofSeconds(1);
    private static final StatementKind UNTOLD = new StatementKind.Unreadable("It was not read in time.", 1, 1);
    private static final JsonMapper CANONICAL =
            JsonMapper.builder().enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED).build();

    private final RepeatGuard repeats;
    private final StatementKinds kinds;
    private final ToolCatalogue tools;

    OnceOnly(RepeatGuard repeats, StatementKinds kinds, ToolCatalogue tools) {
        this.repeats = repeats;
        this.kinds = kinds;
        this.tools = tools;
    }

    /**
     * Runs a tool, or tells what a call before it brought about.
     *
     * @param admission of the call; kept until a call with effects is over, though its caller may have gone
     */
    Uni<ToolAnswer> run(
            ToolCall asked, ConnectedAccount account, ToolRun run, Workspace workspace, Admission admission) {
        if (!run.tool().hasEffects()) {
            return plain(workspace, run);
        }
        @Nullable String key = asked.idempotencyKey();
        String named = key == null ? run.params().path(KEY).asText(null) : key;
        CallKey call = CallKey.of(
                asked.caller().clientId(),
                account.id().value(),
                String.valueOf(account.workspace()),
                run.tool().name(),
                named,
                canonical(run.params()));
        JsonNode statement = run.params().get("statement");
        return statement == null
                ? once(call, asked, run, workspace, admission)
                : kindOf(statement.asText()).flatMap(kind -> switch (kind) {
                    // Asked again it is to be answered anew, unless the caller says that it is the same call.
                    case StatementKind.Reads reads when named == null -> plain(workspace, run.reading());
                    case StatementKind.Reads reads -> once(call, asked, run.reading(), workspace, admission);
                    case StatementKind.Changes changes
                    when !changes.isScript() -> once(call, asked, run, workspace, admission);
                    default -> once(call.partly(), asked, run, workspace, admission);
                });
    }

    // A statement is not kept waiting by others' parses: what is not known in time counts as a change.
    private Uni<StatementKind> kindOf(String statement) {
        return CallerLoop.bring(kinds.of(statement)
                .ifNoItem()
                .after(LONGEST_PARSE)
                .recoverWithItem(UNTOLD)
                .onFailure()
                .recoverWithItem(UNTOLD));
    }

    private static Uni<ToolAnswer> plain(Workspace workspace, ToolRun run) {
        return ToolRuns.run(workspace, run).map(result -> new ToolAnswer(result.data(), null));
    }

    private Uni<ToolAnswer> once(CallKey call, ToolCall asked, ToolRun run, Workspace workspace, Admission admission) {
        return repeats.once(
                        call,
                        asked.executionId(),
                        () -> ToolRuns.run(workspace, run)
                                .map(result -> new Effect(result.data(), result.statementId())),
                        admission.keep())
                .flatMap(outcome -> switch (outcome) {
                    case Outcome.First first -> Uni.createFrom().item(new ToolAnswer(first.answer(), null));
                    case Outcome.Repeat repeat ->
                        again(workspace, repeat, run).map(data -> new ToolAnswer(data, repeat.executionId()));
                });
    }

    // The parameters but for the key itself, which may stand in a header as well.
    private static byte[] canonical(ObjectNode params) {
        try {
            return CANONICAL.writeValueAsBytes(params.deepCopy().without(KEY));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("A tree could not be written", impossible);
        }
    }

    private Uni<Buffer> again(Workspace workspace, Outcome.Repeat repeat, ToolRun run) {
        return switch (repeat.remembered()) {
            case Remembered.Answer answer -> Uni.createFrom().item(answer.body());
            case Remembered.Statement statement -> asked(workspace, statement.statementId(), repeat.executionId(), run);
            case Remembered.Unknown unknown ->
                throw unknown(repeat.executionId()).asException();
        };
    }

    private Uni<Buffer> asked(Workspace workspace, String statementId, String executionId, ToolRun run) {
        ObjectNode params = JsonNodeFactory.instance.objectNode().put("statement_id", statementId);
        return ToolRuns.run(
                        workspace,
                        ToolRun.of(tools.get(STATEMENT_GET), params, false).to(run.reception()))
                .map(ToolResult::data)
                .onFailure(OnceOnly::isGone)
                .transform(gone -> gone(statementId, executionId).asException());
    }

    private static boolean isGone(Throwable failure) {
        return failure instanceof FaultException told
                && (told.fault().code() == FaultCode.RESULT_EXPIRED
                        || told.fault().code() == FaultCode.STATEMENT_NOT_FOUND);
    }

    private static Fault gone(String statementId, String executionId) {
        return Fault.of(
                        FaultCode.RESULT_EXPIRED,
                        "The call was made before, as " + executionId
                                + ", and its result is gone. It was not run again.",
                        "Look at what it changed; to run it again, give it another idempotency key.")
                .withStatementId(statementId);
    }

    private static Fault unknown(String executionId) {
        return Fault.of(
                FaultCode.OUTCOME_UNKNOWN,
                "The call was made before, as " + executionId
                        + ", and whether it took effect is not known. It was not run again.",
                "Check what it changes; to run it in any case, give it another idempotency key.");
    }
}
