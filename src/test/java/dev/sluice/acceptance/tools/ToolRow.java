package dev.sluice.acceptance.tools;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One tool: a call that succeeds and what it shows, and the failure that callers meet most.
 *
 * @param tool without the connector's prefix
 * @param params of the call that succeeds, after what must be there before it
 * @param shown what {@link #check} finds, in a few words
 * @param check looks at the answer and, after a change, at the workspace by other tools
 */
record ToolRow(
        String tool,
        Function<ToolDesk, Map<String, Object>> params,
        String shown,
        Consumer<Success> check,
        Failure failure) {

    /** What a successful call gave. */
    record Success(ToolDesk desk, Map<String, Object> params, JsonNode data) {
        String param(String name) {
            return requireNonNull(params.get(name)).toString();
        }

        String text(String pointer) {
            return data.at(pointer).asText();
        }
    }

    /**
     * A call that fails.
     *
     * @param nextStep what the hint must hold
     */
    record Failure(String principal, Function<ToolDesk, Map<String, Object>> params, String code, String nextStep) {}

    /** The tool's name in the catalogue. */
    String name() {
        return ToolDesk.PREFIX + tool;
    }

    /** A line of the table of all tools. */
    String markdown(String success, String hint) {
        return "| `%s` | %s | `%s`: %s |\n".formatted(tool, success, failure.code, hint);
    }

    static Draft tool(String name) {
        return new Draft(name);
    }

    @Override
    public String toString() {
        return tool;
    }

    /** A row that is being written. */
    static final class Draft {
        private final String tool;
        private Function<ToolDesk, Map<String, Object>> params = desk -> Map.of();
        private String shown = "";
        private Consumer<Success> check = success -> {};
        private String principal = ToolDesk.ADMIN;
        private @Nullable Function<ToolDesk, Map<String, Object>> failing;

        private Draft(String tool) {
            this.tool = tool;
        }

        Draft with(Object... namesAndValues) {
            return given(desk -> ToolDesk.params(namesAndValues));
        }

        Draft given(Function<ToolDesk, Map<String, Object>> made) {
            params = made;
            return this;
        }

        Draft shows(String words, Consumer<Success> by) {
            shown = words;
            check = by;
            return this;
        }

        Draft failsFor(String who, Object... namesAndValues) {
            return failsFor(who, desk -> ToolDesk.params(namesAndValues));
        }

        Draft fails(Object... namesAndValues) {
            return failsFor(ToolDesk.ADMIN, namesAndValues);
        }

        Draft failsGiven(Function<ToolDesk, Map<String, Object>> made) {
            return failsFor(ToolDesk.ADMIN, made);
        }

        Draft failsFor(String who, Function<ToolDesk, Map<String, Object>> made) {
            principal = who;
            failing = made;
            return this;
        }

        ToolRow as(String code, String nextStep) {
            return new ToolRow(
                    tool, params, shown, check, new Failure(principal, requireNonNull(failing), code, nextStep));
        }
    }
}
