package dev.sluice.face.rest.admin;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.sluice.call.forward.ForwardPolicy;
import dev.sluice.caller.ToolPolicy;
import dev.sluice.tool.Tool;
import dev.sluice.tool.ToolCatalogue;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A tool policy as it comes and goes in JSON: all tools where none is named, and not only reading where that is left out. */
@JsonNaming(SnakeCaseStrategy.class)
record PolicyForm(
        @Nullable List<@Nullable String> tools, @Nullable Boolean readOnly) {
    private static final int MOST = 100;

    static PolicyForm of(ToolPolicy policy) {
        return new PolicyForm(List.copyOf(policy.tools()), policy.readOnly());
    }

    /** The policy that a form asks for; an open one where there is no form. */
    static ToolPolicy read(@Nullable PolicyForm form, String pointer, ToolCatalogue catalogue) {
        return form == null ? ToolPolicy.OPEN : form.policy(pointer, catalogue);
    }

    private ToolPolicy policy(String pointer, ToolCatalogue catalogue) {
        List<String> known = Stream.concat(catalogue.all().stream().map(Tool::name), Stream.of(ForwardPolicy.TOOL))
                .toList();
        List<@Nullable String> wanted = tools == null ? List.of() : tools;
        if (wanted.size() > MOST) {
            throw Input.refused(pointer + "/tools", "The policy has too many entries", "Give at most " + MOST);
        }
        for (int i = 0; i < wanted.size(); i++) {
            refuseUnknown(wanted.get(i), pointer + "/tools/" + i, known);
        }
        return new ToolPolicy(List.copyOf(wanted), Boolean.TRUE.equals(readOnly));
    }

    private static void refuseUnknown(@Nullable String entry, String pointer, Collection<String> known) {
        String name = entry == null ? "" : entry;
        if (known.stream().noneMatch(tool -> ToolPolicy.matches(name, tool))) {
            throw Input.refused(
                    pointer,
                    "There is no such tool",
                    Spelling.nearest(name, known)
                            .map(tool -> "Did you mean " + tool + "?")
                            .orElse("Give a tool's name, or the beginning of some names followed by *"));
        }
    }
}
