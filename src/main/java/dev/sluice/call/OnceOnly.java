package dev.sluice.call;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.account.ConnectedAccount;
import dev.sluice.call.run.ToolRun;
import dev.sluice.call.run.ToolRuns;
import dev.sluice.caller.Caller;
import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
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
import org.jspecify.annotations.Nullable;

/** Runs tools; those that would do something again at most once, though SDKs repeat calls blindly. */
@Singleton
final class OnceOnly {
    private static final String KEY = "idempotency_key";
    /** Databricks' own way to the same end (Databricks REST: jobs/run-now). */
    private static final String TOKEN = "idempotency_token";

    private static final String STATEMENT_GET = "databricksworkspace_sql_statement_get";
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
     * @param key the caller's name for the call; null if it gave none
     */
    Uni<ToolAnswer> run(
            Caller caller,
            ConnectedAccount account,
            Workspace workspace,
            ToolRun run,
            String executionId,
            @Nullable String key) {
        String named = key == null ? run.params().path(KEY).asText(null) : key;
        return mayHaveEffects(run, named)
                .flatMap(effects -> effects
                        ? once(caller, account, workspace, run, executionId, named)
                        : ToolRuns.run(workspace, run).map(result -> new ToolAnswer(result.data(), null)));
    }

    // A query that is asked again is to be answered anew, unless the caller says that it is the same call.
    private Uni<Boolean> mayHaveEffects(ToolRun run, @Nullable String named) {
        JsonNode statement = run.params().get("statement");
        if (!run.tool().hasEffects() || named != null || statement == null) {
            return Uni.createFrom().item(run.tool().hasEffects());
        }
        return kinds.of(statement.asText())
                .map(kind -> !(kind instanceof StatementKind.Reads))
                .onFailure()
                .recoverWithItem(true);
    }

    private Uni<ToolAnswer> once(
            Caller caller,
            ConnectedAccount account,
            Workspace workspace,
            ToolRun run,
            String executionId,
            @Nullable String named) {
        CallKey call =
                CallKey.of(caller.clientId(), account.id().value(), run.tool().name(), named, canonical(run.params()));
        nameAtTheWorkspace(run, call, executionId);
        return repeats.once(
                        call,
                        executionId,
                        () -> ToolRuns.run(workspace, run)
                                .map(result -> new Effect(result.data(), result.statementId())))
                .flatMap(outcome -> switch (outcome) {
                    case Outcome.First first -> Uni.createFrom().item(new ToolAnswer(first.answer(), null));
                    case Outcome.Repeat repeat ->
                        again(workspace, repeat.remembered()).map(data -> new ToolAnswer(data, repeat.executionId()));
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

    private static void nameAtTheWorkspace(ToolRun run, CallKey call, String executionId) {
        if (run.tool().takes(TOKEN) && !run.params().has(TOKEN)) {
            run.params().put(TOKEN, call.named() ? call.id() : executionId);
        }
    }

    private Uni<Buffer> again(Workspace workspace, Remembered remembered) {
        return switch (remembered) {
            case Remembered.Answer answer -> Uni.createFrom().item(answer.body());
            case Remembered.Statement statement ->
                ToolRuns.run(
                                workspace,
                                new ToolRun(
                                        tools.get(STATEMENT_GET),
                                        JsonNodeFactory.instance
                                                .objectNode()
                                                .put("statement_id", statement.statementId()),
                                        false))
                        .map(result -> result.data());
            case Remembered.Unknown unknown -> throw unknown().asException();
        };
    }

    private static Fault unknown() {
        return Fault.of(
                FaultCode.OUTCOME_UNKNOWN,
                "This call was made before, and whether it took effect is not known. It was not run again.",
                "Check what it changes; to run it in any case, give it another idempotency key.");
    }
}
