package dev.sluice.call.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.fault.FaultCode;
import dev.sluice.fault.FaultException;
import dev.sluice.workspace.WorkspaceRequest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Lists are collected page by page, up to what the tool promises, and say when they were cut. */
class ListsTest {
    /** As the workspace gives a list by tokens: a page of at most {@code largest}, the token is the next one's offset. */
    private static String page(
            WorkspaceRequest request, String member, String size, int total, int largest, int width) {
        int offset = number(request, "page_token", number(request, "offset", 0));
        int count = Math.min(number(request, size, largest), largest);
        ObjectNode page = ScriptedWorkspace.JSON.createObjectNode();
        ArrayNode items = ScriptedWorkspace.JSON.createArrayNode();
        for (int i = offset; i < Math.min(total, offset + count); i++) {
            items.addObject().put("n", i).put("wide", "x".repeat(width));
        }
        if (!items.isEmpty()) {
            page.set(member, items);
        }
        boolean more = offset + count < total;
        page.put("has_more", more).put("next_page_token", more ? Integer.toString(offset + count) : "");
        return page.put("prev_page_token", "p").toString();
    }

    private static int number(WorkspaceRequest request, String name, int otherwise) {
        Matcher value = Pattern.compile("[?&]" + name + "=(\\d+)").matcher(request.path());
        return value.find() ? Integer.parseInt(value.group(1)) : otherwise;
    }

    private static ScriptedWorkspace runs(int total) {
        return ScriptedWorkspace.answering(request -> page(request, "runs", "limit", total, 25, 10));
    }

    private static Iterable<Integer> numbers(JsonNode items) {
        return StreamSupport.stream(items.spliterator(), false)
                .map(item -> item.get("n").asInt())
                .toList();
    }

    @Test
    void collectsAsManyPagesAsTheLimitNeeds() {
        ScriptedWorkspace workspace = runs(1_000);

        JsonNode data = workspace.run("job_runs_list", "{'limit':60,'job_id':'7'}");

        assertThat(data.get("runs")).hasSize(60);
        assertThat(numbers(data.get("runs")))
                .startsWith(0, 1, 2)
                .endsWith(58, 59)
                .doesNotHaveDuplicates();
        assertThat(workspace.uris())
                .containsExactly(
                        "/api/2.2/jobs/runs/list?job_id=7&limit=25",
                        "/api/2.2/jobs/runs/list?job_id=7&page_token=25&limit=25",
                        "/api/2.2/jobs/runs/list?job_id=7&page_token=50&limit=10");
    }

    @Test
    void aCutListNamesTheCallThatGoesOn() {
        JsonNode data = runs(1_000).run("job_runs_list", "{'limit':30,'job_id':7,'offset':100}");

        assertThat(data.get("truncated").asBoolean()).isTrue();
        assertThat(data.get("has_more").asBoolean()).isTrue();
        assertThat(data.get("next_page_token").asText()).isEqualTo("130");
        assertThat(data.get("next"))
                .isEqualTo(ScriptedWorkspace.json("{'tool_name':'databricksworkspace_job_runs_list',"
                        + "'params':{'limit':30,'job_id':7,'page_token':'130'}}"));
    }

    @Test
    void goingOnGivesEveryItemOnce() {
        ScriptedWorkspace workspace = runs(70);

        JsonNode first = workspace.run("job_runs_list", "{'limit':30}");
        JsonNode second =
                workspace.run("job_runs_list", first.at("/next/params").toString());
        JsonNode third =
                workspace.run("job_runs_list", second.at("/next/params").toString());

        assertThat(numbers(second.get("runs"))).startsWith(30).endsWith(59).hasSize(30);
        assertThat(numbers(third.get("runs"))).startsWith(60).endsWith(69).hasSize(10);
        assertThat(third.has("next")).isFalse();
        assertThat(third.has("truncated")).isFalse();
    }

    @Test
    void aWholeListHasNoTraceOfItsPages() {
        JsonNode data = runs(40).run("job_runs_list", "{'limit':1000}");

        assertThat(data.get("runs")).hasSize(40);
        assertThat(data.get("has_more").asBoolean()).isFalse();
        assertThat(data.propertyStream().map(java.util.Map.Entry::getKey))
                .containsExactlyInAnyOrder("runs", "has_more");
    }

    @Test
    void aListOfNothingIsAnEmptyList() {
        JsonNode data = runs(0).run("job_runs_list", "{}");

        assertThat(data.get("runs")).isEmpty();
        assertThat(data.get("runs").isArray()).isTrue();
    }

    @Test
    void anEmptyPageIsNotTheEnd() {
        ScriptedWorkspace workspace = ScriptedWorkspace.answering(request -> switch (number(request, "page_token", 0)) {
            case 0 -> "{'catalogs':[],'next_page_token':'1'}".replace('\'', '"');
            case 1 -> "{'next_page_token':'2'}".replace('\'', '"');
            default -> "{'catalogs':[{'n':5}]}".replace('\'', '"');
        });

        assertThat(numbers(workspace.run("unity_catalog_catalogs_list", "{}").get("catalogs")))
                .containsExactly(5);
    }

    @Test
    void pagesThatNeverEndDoNotKeepACallForEver() {
        ScriptedWorkspace workspace =
                ScriptedWorkspace.answering(request -> "{\"catalogs\":[],\"next_page_token\":\"again\"}");

        JsonNode data = workspace.run("unity_catalog_catalogs_list", "{}");

        assertThat(data.get("truncated").asBoolean()).isTrue();
        assertThat(workspace.seen).hasSizeLessThan(1_000);
    }

    @Test
    void stopsBeforeAnAnswerGrowsTooLarge() {
        ScriptedWorkspace workspace =
                ScriptedWorkspace.answering(request -> page(request, "tables", "max_results", 2_000, 50, 20_000));

        JsonNode data = workspace.run("unity_catalog_tables_list", "{'catalog_name':'c','schema_name':'s'}");

        assertThat(data.toString().length()).isLessThan(Answers.MOST_BYTES);
        assertThat(data.get("tables")).hasSize(100);
        assertThat(data.at("/next/params/page_token").asText()).isEqualTo("100");
    }

    @Test
    void asksForSmallerPagesWhereOneAloneIsTooLarge() {
        ScriptedWorkspace workspace =
                ScriptedWorkspace.answering(request -> page(request, "tables", "max_results", 200, 50, 200_000));

        JsonNode data = workspace.run("unity_catalog_tables_list", "{'catalog_name':'c','schema_name':'s'}");

        assertThat(numbers(data.get("tables"))).startsWith(0).hasSize(12);
        assertThat(data.at("/next/params/page_token").asText()).isEqualTo("12");
    }

    @Test
    void saysSoWhenASingleItemIsTooLarge() {
        ScriptedWorkspace workspace =
                ScriptedWorkspace.answering(request -> page(request, "tables", "max_results", 2, 50, 4_000_000));

        FaultException thrown = catchThrowableOfType(
                FaultException.class,
                () -> workspace.run("unity_catalog_tables_list", "{'catalog_name':'c','schema_name':'s'}"));

        assertThat(thrown.fault().code()).isEqualTo(FaultCode.RESULT_TOO_LARGE);
    }

    @Test
    void collectsScimPagesByIndex() {
        ScriptedWorkspace workspace = ScriptedWorkspace.answering(request -> {
            int start = number(request, "startIndex", 1);
            int count = Math.min(number(request, "count", 100), 40);
            ObjectNode page = ScriptedWorkspace.JSON.createObjectNode().put("totalResults", 250);
            ArrayNode users = page.putArray("Resources");
            for (int i = start; i < Math.min(251, start + count); i++) {
                users.addObject().put("n", i);
            }
            return page.put("startIndex", start)
                    .put("itemsPerPage", users.size())
                    .toString();
        });

        JsonNode data =
                workspace.run("scim_users_list", "{'count':90,'startIndex':11,'filter':'userName co \\\"a\\\"'}");

        assertThat(numbers(data.get("Resources"))).startsWith(11).endsWith(100).hasSize(90);
        assertThat(data.get("startIndex").asInt()).isEqualTo(11);
        assertThat(data.get("itemsPerPage").asInt()).isEqualTo(90);
        assertThat(data.get("totalResults").asInt()).isEqualTo(250);
        assertThat(data.at("/next/params/startIndex").asInt()).isEqualTo(101);
        assertThat(workspace.uris())
                .containsExactly(
                        "/api/2.0/preview/scim/v2/Users?filter=userName%20co%20%22a%22&startIndex=11&count=90",
                        "/api/2.0/preview/scim/v2/Users?filter=userName%20co%20%22a%22&startIndex=51&count=50",
                        "/api/2.0/preview/scim/v2/Users?filter=userName%20co%20%22a%22&startIndex=91&count=10");
    }

    @Test
    void slicesAListThatTheWorkspaceGivesAtOnce() {
        ScriptedWorkspace workspace =
                ScriptedWorkspace.answering(request -> page(request, "objects", "none", 5_000, 5_000, 10));

        JsonNode first = workspace.run("workspace_list", "{'path':'/a b'}");
        JsonNode last = workspace.run("workspace_list", "{'path':'/a b','offset':4990,'limit':100}");

        assertThat(numbers(first.get("objects"))).startsWith(0).endsWith(999).hasSize(1_000);
        assertThat(first.get("next").get("params")).isEqualTo(ScriptedWorkspace.json("{'path':'/a b','offset':1000}"));
        assertThat(numbers(last.get("objects"))).startsWith(4_990).endsWith(4_999);
        assertThat(last.has("next")).isFalse();
        assertThat(workspace.uris()).containsOnly("/api/2.0/workspace/list?path=%2Fa%20b");
    }

    @Test
    void tellsThatAnObjectsInnerListsGoOn() {
        JsonNode data = ScriptedWorkspace.answering(request -> "{\"job_id\":7,\"next_page_token\":\"t\"}")
                .run("job_get", "{'job_id':7}");

        assertThat(data.get("truncated").asBoolean()).isTrue();
        assertThat(data.at("/next/params")).isEqualTo(ScriptedWorkspace.json("{'job_id':7,'page_token':'t'}"));
    }

    @Test
    void listsThroughTheWorkspacesFaults() {
        ScriptedWorkspace workspace = ScriptedWorkspace.scripted(request -> number(request, "page_token", 0) == 0
                ? ScriptedWorkspace.ok(page(request, "runs", "limit", 100, 25, 1))
                : ScriptedWorkspace.answer(429, "{\"error_code\":\"REQUEST_LIMIT_EXCEEDED\"}"));

        FaultException thrown =
                catchThrowableOfType(FaultException.class, () -> workspace.run("job_runs_list", "{'limit':100}"));

        assertThat(thrown.fault().code()).isEqualTo(FaultCode.WORKSPACE_RATE_LIMITED);
    }
}
