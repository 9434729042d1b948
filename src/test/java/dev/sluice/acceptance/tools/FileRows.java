package dev.sluice.acceptance.tools;

import static dev.sluice.acceptance.tools.ToolDesk.params;
import static dev.sluice.acceptance.tools.ToolRow.tool;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.acceptance.tools.ToolRow.Success;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Workspace files, DBFS and repos. */
final class FileRows {
    private static final String NOTHING = "/Shared/nothing-is-here";
    private static final String SOURCE = "print(\"Hello\")\n";

    private FileRows() {}

    static List<ToolRow> rows() {
        return List.of(
                tool("workspace_list")
                        .with("path", "/Shared/etl")
                        .shows("notebooks and a file with their ids", success -> {
                            assertThat(success.data().get("objects").findValuesAsText("path"))
                                    .contains("/Shared/etl/load_orders", "/Shared/etl/README.md");
                            assertThat(success.data().get("objects").findValues("object_id"))
                                    .anyMatch(id -> id.isTextual() && Long.parseLong(id.asText()) > 1L << 53);
                        })
                        .fails("path", NOTHING)
                        .as("object_not_found", "databricksworkspace_workspace_list"),
                tool("workspace_get_status")
                        .with("path", "/Shared/etl/forecast")
                        .shows("type and language of a notebook", success -> {
                            assertThat(success.text("/object_type")).isEqualTo("NOTEBOOK");
                            assertThat(success.text("/language")).isEqualTo("R");
                        })
                        .fails("path", NOTHING)
                        .as("object_not_found", "databricksworkspace_workspace_list"),
                tool("workspace_export")
                        .with("path", "/Shared/etl/load_orders", "format", "SOURCE")
                        .shows(
                                "a notebook's source",
                                success -> assertThat(decoded(success.text("/content")))
                                        .contains("spark.read.table"))
                        .fails("path", NOTHING)
                        .as("object_not_found", "databricksworkspace_workspace_list"),
                tool("workspace_import")
                        .given(desk -> notebook())
                        .shows(
                                "the notebook's source, exported again",
                                success -> assertThat(decoded(success.desk()
                                                .data("workspace_export", "path", success.param("path"))
                                                .get("content")
                                                .asText()))
                                        .contains(SOURCE.strip()))
                        .failsGiven(desk -> params(
                                "path",
                                "/Shared/etl/load_orders",
                                "content_base64",
                                encoded(SOURCE),
                                "language",
                                "SCALA"))
                        .as("workspace_conflict", "overwrite"),
                tool("workspace_delete")
                        .given(desk -> params("path", imported(desk)))
                        .shows("nothing is at the path", success -> gone(success, "workspace_get_status"))
                        .fails("path", "/Shared/etl")
                        .as("workspace_conflict", "recursive"),
                tool("dbfs_list")
                        .with("path", "dbfs:/FileStore")
                        .shows(
                                "a file with its size",
                                success -> assertThat(
                                                success.data().get("files").findValuesAsText("path"))
                                        .contains("/FileStore/regions.csv"))
                        .fails("path", NOTHING)
                        .as("object_not_found", "databricksworkspace_dbfs_list"),
                tool("dbfs_read")
                        .given(desk -> file(desk, "0123456789", "offset", 2, "length", "3"))
                        .shows("three bytes from the third on", success -> {
                            assertThat(decoded(success.text("/data"))).isEqualTo("234");
                            assertThat(success.text("/bytes_read")).isEqualTo("3");
                        })
                        .fails("path", NOTHING)
                        .as("object_not_found", "databricksworkspace_dbfs_list"),
                tool("dbfs_put")
                        .given(desk -> params("path", dbfsPath(), "contents_base64", encoded("grüezi")))
                        .shows(
                                "the contents, read again",
                                success -> assertThat(decoded(success.desk()
                                                .data("dbfs_read", "path", success.param("path"))
                                                .get("data")
                                                .asText()))
                                        .isEqualTo("grüezi"))
                        .fails("path", "/FileStore/regions.csv", "contents_base64", encoded("x"))
                        .as("workspace_conflict", "overwrite"),
                tool("dbfs_delete")
                        .given(desk -> file(desk, "x"))
                        .shows("nothing is at the path", success -> gone(success, "dbfs_list"))
                        .fails("path", "/FileStore")
                        .as("workspace_conflict", "recursive"),
                tool("repos_list")
                        .with("path_prefix", "/Repos")
                        .shows(
                                "the repos of all principals",
                                success -> assertThat(
                                                success.data().get("repos").findValuesAsText("path"))
                                        .hasSizeGreaterThanOrEqualTo(3)
                                        .allMatch(path -> path.startsWith("/Repos/")))
                        .fails("next_page_token", "nonsense")
                        .as("request_rejected", "Check the"),
                tool("repo_create")
                        .given(desk -> repo())
                        .shows(
                                "the repo in the list",
                                success -> assertThat(success.desk()
                                                .data("repos_list", "path_prefix", success.param("path"))
                                                .get("repos")
                                                .findValuesAsText("id"))
                                        .containsExactly(success.text("/id")))
                        .fails("url", "https://github.com/sluice/sample.git", "provider", "cvs")
                        .as("request_rejected", "Check the"),
                tool("repo_update")
                        .given(desk -> params("repo_id", created(desk), "branch", "next"))
                        .shows(
                                "the branch that is checked out",
                                success -> assertThat(success.desk()
                                                .data("repos_list")
                                                .get("repos")
                                                .findValuesAsText("branch"))
                                        .contains("next"))
                        .fails("repo_id", "1", "branch", "next")
                        .as("object_not_found", "databricksworkspace_repos_list"),
                tool("repo_delete")
                        .given(desk -> params("repo_id", created(desk)))
                        .shows(
                                "the repo is not listed any more",
                                success -> assertThat(success.desk()
                                                .data("repos_list")
                                                .get("repos")
                                                .findValuesAsText("id"))
                                        .doesNotContain(success.param("repo_id")))
                        .fails("repo_id", "1")
                        .as("object_not_found", "databricksworkspace_repos_list"));
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String decoded(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }

    private static Map<String, Object> notebook() {
        return params(
                "path",
                "/Shared/etl/" + ToolDesk.unique("notebook"),
                "content_base64",
                encoded(SOURCE),
                "format",
                "SOURCE",
                "language",
                "PYTHON");
    }

    private static String imported(ToolDesk desk) {
        Map<String, Object> notebook = notebook();
        desk.data("workspace_import", notebook);
        return String.valueOf(notebook.get("path"));
    }

    private static String dbfsPath() {
        return "/tmp/" + ToolDesk.unique("file") + ".txt";
    }

    /** Parameters that begin with the path of a new file. */
    private static Map<String, Object> file(ToolDesk desk, String text, Object... more) {
        String path = dbfsPath();
        desk.data("dbfs_put", "path", path, "contents_base64", encoded(text));
        Map<String, Object> params = params("path", path);
        params.putAll(params(more));
        return params;
    }

    private static void gone(Success success, String tool) {
        assertThat(success.desk()
                        .problem(ToolDesk.ADMIN, tool, params("path", success.param("path")))
                        .get("code")
                        .asText())
                .isEqualTo("object_not_found");
    }

    private static Map<String, Object> repo() {
        return params(
                "url",
                "https://github.com/sluice/sample.git",
                "provider",
                "gitHub",
                "path",
                "/Repos/shared/" + ToolDesk.unique("repo"));
    }

    private static String created(ToolDesk desk) {
        return desk.data("repo_create", repo()).get("id").asText();
    }
}
