package dev.sluice.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.databricks.sdk.WorkspaceClient;
import com.databricks.sdk.core.error.platform.PermissionDenied;
import com.databricks.sdk.core.error.platform.ResourceDoesNotExist;
import com.databricks.sdk.service.workspace.CreateRepoRequest;
import com.databricks.sdk.service.workspace.CreateRepoResponse;
import com.databricks.sdk.service.workspace.Delete;
import com.databricks.sdk.service.workspace.GetRepoResponse;
import com.databricks.sdk.service.workspace.ListReposRequest;
import com.databricks.sdk.service.workspace.ObjectInfo;
import com.databricks.sdk.service.workspace.ObjectType;
import com.databricks.sdk.service.workspace.RepoInfo;
import com.databricks.sdk.service.workspace.UpdateRepoRequest;
import com.google.common.collect.Lists;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Repos, and their objects in the workspace. */
class ReposTest {
    private static final String ROOT = "/api/2.0/repos";
    private static final String URL = "https://github.com/example/models.git";
    private static Sandbox sandbox;
    private static Workspace workspace;
    private static WorkspaceClient sdk;
    private static Wire admin;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.builder().workspace(DefaultWorkspaces.globex()).start();
        workspace = sandbox.first();
        sdk = Sdk.as(workspace, "admin");
        admin = Wire.as(workspace, "admin");
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @Test
    void linksARepoWhichShowsInTheWorkspace() {
        CreateRepoResponse repo = create("/Repos/team/linked");

        assertThat(sdk.repos().get(repo.getId()).getBranch()).isEqualTo("main");
        ObjectInfo object = sdk.workspace().getStatus("/Repos/team/linked");
        assertThat(object.getObjectType()).isEqualTo(ObjectType.REPO);
        assertThat(object.getObjectId()).isEqualTo(repo.getId());
    }

    @Test
    void namesARepoAfterItsUrlWhenNoPathIsGiven() {
        CreateRepoResponse repo =
                sdk.repos().create(new CreateRepoRequest().setUrl(URL).setProvider("github"));

        assertThat(repo.getPath())
                .isEqualTo("/Repos/" + workspace.plan().allRights().principal().clientId() + "/models");
        assertThat(repo.getProvider()).isEqualTo("gitHub");
    }

    @Test
    void checksOutABranchOrATag() {
        long id = create("/Repos/team/moved").getId();
        String head = sdk.repos().get(id).getHeadCommitId();

        sdk.repos().update(new UpdateRepoRequest().setRepoId(id).setBranch("release"));
        GetRepoResponse onBranch = sdk.repos().get(id);
        sdk.repos().update(new UpdateRepoRequest().setRepoId(id).setTag("v1"));
        GetRepoResponse onTag = sdk.repos().get(id);

        assertThat(onBranch.getBranch()).isEqualTo("release");
        assertThat(onBranch.getHeadCommitId()).isNotEqualTo(head);
        assertThat(onTag.getBranch()).isNull();
    }

    @Test
    void refusesABranchTogetherWithATag() {
        long id = create("/Repos/team/both").getId();

        assertThat(Refused.of(Wire.send(admin.request(ROOT + "/" + id)
                                .method("PATCH", BodyPublishers.ofString("{\"branch\":\"a\",\"tag\":\"b\"}"))))
                        .code())
                .isEqualTo("INVALID_PARAMETER_VALUE");
    }

    @Test
    void takesTheObjectAwayWithTheRepoAndTheRepoWithTheObject() {
        long one = create("/Repos/team/one").getId();
        long two = create("/Repos/team/two").getId();

        sdk.repos().delete(one);
        sdk.workspace().delete(new Delete().setPath("/Repos/team/two"));

        assertThatThrownBy(() -> sdk.workspace().getStatus("/Repos/team/one")).isInstanceOf(ResourceDoesNotExist.class);
        assertThatThrownBy(() -> sdk.repos().get(two)).isInstanceOf(ResourceDoesNotExist.class);
    }

    @Test
    void pagesByTwenty() {
        for (int i = 0; i < 23; i++) {
            create("/Repos/many/r%02d".formatted(i));
        }

        assertThat(Lists.newArrayList(sdk.repos().list(new ListReposRequest().setPathPrefix("/Repos/many"))))
                .extracting(RepoInfo::getPath)
                .hasSize(23)
                .doesNotHaveDuplicates();
        JsonObject first = admin.getJson(ROOT + "?path_prefix=/Workspace/Repos/many");
        assertThat(first.getJsonArray("repos").size()).isEqualTo(20);
        JsonObject second =
                admin.getJson(ROOT + "?path_prefix=/Repos/many&next_page_token=" + first.getString("next_page_token"));
        assertThat(second.getJsonArray("repos").size()).isEqualTo(3);
        assertThat(second.containsKey("next_page_token")).isFalse();
    }

    @Test
    void showsAPrincipalItsOwnRepos() {
        WorkspaceClient other = Sdk.as(workspace, "sales-only");
        long adminsRepo = create("/Repos/team/closed").getId();

        assertThat(Lists.newArrayList(other.repos().list(new ListReposRequest())))
                .extracting(RepoInfo::getPath)
                .containsExactly("/Repos/"
                        + workspace.plan().principal("sales-only").principal().clientId() + "/analytics");
        assertThatThrownBy(() -> other.repos().get(adminsRepo)).isInstanceOf(PermissionDenied.class);
        assertThatThrownBy(() -> other.repos().delete(adminsRepo)).isInstanceOf(PermissionDenied.class);
    }

    @Test
    void listsReposOutsideOfReposOnlyWhenAskedForThatPath() {
        create("/Shared/tools");

        assertThat(Lists.newArrayList(sdk.repos().list(new ListReposRequest())))
                .extracting(RepoInfo::getPath)
                .doesNotContain("/Shared/tools");
        assertThat(Lists.newArrayList(sdk.repos().list(new ListReposRequest().setPathPrefix("/Shared"))))
                .extracting(RepoInfo::getPath)
                .containsExactly("/Shared/tools");
    }

    @Test
    void saysThatARepoIsThereAlready() {
        create("/Repos/team/twice");

        JsonObject again =
                new JsonObject().put("url", URL).put("provider", "gitHub").put("path", "/Repos/team/twice");
        assertThat(Refused.of(admin.post(ROOT, again.encode())))
                .isEqualTo(new Refused(
                        400,
                        "RESOURCE_ALREADY_EXISTS",
                        "Repo /Repos/team/twice already exists. If you would like to create two repos from the same"
                                + " remote Git repo, rename the first repo before creating the second."));
    }

    @Test
    void saysThatARepoIsAbsent() {
        Refused refused = Refused.of(admin.get(ROOT + "/12345"));

        assertThat(refused.status()).isEqualTo(404);
        assertThat(refused.code()).isEqualTo("RESOURCE_DOES_NOT_EXIST");
        assertThat(Refused.of(admin.get(ROOT + "/abc")).code()).isEqualTo("INVALID_PARAMETER_VALUE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"provider\":\"gitHub\"}",
                "{\"url\":\"https://x.org/a.git\"}",
                "{\"url\":\"https://x.org/a.git\",\"provider\":\"sourceforge\"}",
                "{\"url\":\"https://x.org/a.git\",\"provider\":\"gitHub\",\"path\":\"relative\"}",
                "{\"url\":\"https://x.org/a.git\",\"provider\":\"gitHub\",\"path\":\"/Repos/a\"}",
            })
    void refusesAWrongRepo(String body) {
        Refused refused = Refused.of(admin.post(ROOT, body));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.code()).isEqualTo("INVALID_PARAMETER_VALUE");
    }

    private static CreateRepoResponse create(String path) {
        return sdk.repos()
                .create(new CreateRepoRequest()
                        .setUrl(URL)
                        .setProvider("gitHub")
                        .setPath(path));
    }
}
