package dev.sluice.audit;

import dev.sluice.audit.ToolCallLog.Status;
import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.id.EnvironmentId;
import dev.sluice.id.SortableId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A query's conditions in SQL: constant texts, joined by "and", and the parameters that travel beside them. Times are
 * compared by the ids of executions, which sort by them.
 */
final class LogConditions {
    /** What the ids of executions begin with. */
    static final String PREFIX = "exe_";

    private static final String[] PROVIDER_ERRORS = Arrays.stream(FaultCode.values())
            .filter(FaultCode::ofWorkspace)
            .map(FaultCode::label)
            .toArray(String[]::new);

    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> parameters = new HashMap<>();

    LogConditions(EnvironmentId environment, LogQuery query) {
        and("environment_id = :environment", "environment", environment.value());
        if (query.from() != null) {
            and("execution_id >= :from", "from", SortableId.first(PREFIX, query.from()));
        }
        if (query.until() != null) {
            and("execution_id < :until", "until", SortableId.first(PREFIX, query.until()));
        }
        query.only().forEach((filter, values) -> {
            if (!values.isEmpty()) {
                and(filter, values);
            }
        });
    }

    private LogConditions(LogConditions other) {
        conditions.addAll(other.conditions);
        parameters.putAll(other.parameters);
    }

    /** The same, behind the page whose end a token names. */
    LogConditions after(@Nullable String token) {
        LogConditions rest = new LogConditions(this);
        if (token != null && !token.isEmpty()) {
            rest.and("execution_id < :after", "after", executionId(token));
        }
        return rest;
    }

    private void and(LogFilter filter, List<String> values) {
        String[] any = values.toArray(String[]::new);
        switch (filter) {
            case STATUS -> status(values);
            case CONNECTION_NAME ->
                and(
                        "exists (select 1 from unnest(cast(:connection_name as text[])) part"
                                + " where position(lower(part) in lower(connection_name)) > 0)",
                        "connection_name",
                        any);
            default -> and(filter.label() + " = any (cast(:" + filter.label() + " as text[]))", filter.label(), any);
        }
    }

    private void status(List<String> labels) {
        List<String> either = new ArrayList<>();
        if (labels.contains(Status.SUCCESS.label())) {
            either.add("error_code is null");
        }
        if (labels.contains(Status.PROVIDER_ERROR.label())) {
            either.add("error_code = any (cast(:provider_errors as text[]))");
        }
        if (labels.contains(Status.PLATFORM_ERROR.label())) {
            either.add("error_code <> all (cast(:provider_errors as text[]))");
        }
        conditions.add("(" + String.join(" or ", either) + ")");
        if (!labels.equals(List.of(Status.SUCCESS.label()))) {
            parameters.put("provider_errors", PROVIDER_ERRORS);
        }
    }

    private void and(String condition, String name, Object value) {
        conditions.add(condition);
        parameters.put(name, value);
    }

    String sql() {
        return String.join(" and ", conditions);
    }

    Map<String, Object> parameters() {
        return parameters;
    }

    /** Names the end of a page. */
    static String token(String executionId) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(executionId.getBytes(StandardCharsets.US_ASCII));
    }

    private static String executionId(String token) {
        try {
            String id = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.US_ASCII);
            if (id.matches(PREFIX + "[0-9a-z]{26}")) {
                return id;
            }
        } catch (IllegalArgumentException notBase64) {
            // Told below, as any other token that is not ours.
        }
        throw Fault.of(
                        FaultCode.INVALID_REQUEST,
                        "The page token is not one of ours.",
                        "Give next_page_token as it came.")
                .at("/page_token")
                .asException();
    }
}
