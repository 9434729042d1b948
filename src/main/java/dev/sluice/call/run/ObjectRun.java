package dev.sluice.call.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.tool.Pages;
import dev.sluice.workspace.Workspace;
import dev.sluice.workspace.WorkspaceResponse;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/** A tool that is one request. */
final class ObjectRun {
    private ObjectRun() {}

    static Uni<Buffer> start(Workspace workspace, ToolRun run) {
        return workspace
                .send(Requests.of(run))
                .flatMap(response -> LargeAnswers.of(response.body(), () -> answer(run, response)));
    }

    private static Buffer answer(ToolRun run, WorkspaceResponse response) {
        ObjectNode data = Tidying.tidy(read(run, response), run.tool().redacted());
        Pages pages = run.tool().pages();
        if (pages != null && pages.by() == Pages.By.SLICE && pages.items() != null) {
            slice(run, pages, pages.items(), data);
        } else if (pages != null) {
            tellNextPage(run, pages, data);
        }
        return Answers.bytes(data, run.reception().mostBytes());
    }

    private static ObjectNode read(ToolRun run, WorkspaceResponse response) {
        return run.tool().definition().outputSchema().path("properties").isEmpty()
                ? Answers.done(response)
                : Answers.object(response);
    }

    private static void tellNextPage(ToolRun run, Pages pages, ObjectNode data) {
        String token = data.path("next_page_token").asText("");
        if (!token.isEmpty()) {
            Answers.goOn(data, run.tool().name(), run.params().deepCopy().put(pages.token(), token));
        }
    }

    private static void slice(ToolRun run, Pages pages, String member, ObjectNode data) {
        ArrayNode items = Answers.array(data, member);
        int offset = run.params().path("offset").asInt();
        int limit = run.params().path("limit").asInt(pages.most());
        ArrayNode kept = items.arrayNode();
        int bytes = 0;
        for (int i = offset; i < items.size() && kept.size() < limit; i++) {
            JsonNode item = items.get(i);
            bytes += item.toString().getBytes(StandardCharsets.UTF_8).length + 1;
            if (bytes > run.reception().mostContent() && !kept.isEmpty()) {
                break;
            }
            kept.add(item);
        }
        data.set(member, kept);
        int next = offset + kept.size();
        if (next < items.size()) {
            Answers.goOn(data, run.tool().name(), run.params().deepCopy().put("offset", next));
        }
    }
}
