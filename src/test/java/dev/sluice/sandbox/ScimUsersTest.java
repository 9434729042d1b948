package dev.sluice.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.databricks.sdk.WorkspaceClient;
import com.databricks.sdk.core.error.platform.NotFound;
import com.databricks.sdk.core.error.platform.PermissionDenied;
import com.databricks.sdk.service.iam.ListSortOrder;
import com.databricks.sdk.service.iam.ListUsersRequest;
import com.databricks.sdk.service.iam.User;
import com.google.common.collect.Lists;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The people of a workspace: filters, pages, projections, and who may see them. */
class ScimUsersTest {
    private static final String USERS = "/api/2.0/preview/scim/v2/Users";
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
    void pagesTheSdkThroughEveryUserOnce() {
        List<User> users = Lists.newArrayList(sdk.usersV2().list(new ListUsersRequest()));

        assertThat(users).hasSize(250).extracting(User::getId).doesNotHaveDuplicates();
    }

    @Test
    void findsOneUserByName() {
        List<User> found = Lists.newArrayList(
                sdk.usersV2().list(new ListUsersRequest().setFilter("userName eq \"ada.berg@example.com\"")));

        assertThat(found).extracting(User::getDisplayName).containsExactly("Ada Berg");
        assertThat(sdk.usersV2().get(found.getFirst().getId()).getUserName()).isEqualTo("ada.berg@example.com");
    }

    @Test
    void sortsAsItIsAsked() {
        List<User> found = Lists.newArrayList(sdk.usersV2()
                .list(new ListUsersRequest()
                        .setFilter("name.familyName eq \"Ito\"")
                        .setSortBy("name.givenName")
                        .setSortOrder(ListSortOrder.DESCENDING)));

        assertThat(found.getFirst().getDisplayName()).isEqualTo("Zoe Ito");
        assertThat(found.getLast().getDisplayName()).isEqualTo("Ada Ito");
    }

    @Test
    void showsUsersToAdministratorsAlone() {
        WorkspaceClient other = Sdk.as(workspace, "sales-only");

        assertThatThrownBy(() -> other.usersV2().list(new ListUsersRequest())).isInstanceOf(PermissionDenied.class);
        HttpResponse<String> refused = Wire.as(workspace, "sales-only").get(USERS);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(new JsonObject(refused.body()).getString("status")).isEqualTo("403");
    }

    @Test
    void saysInScimsShapeThatAUserIsAbsent() {
        assertThatThrownBy(() -> sdk.usersV2().get("17")).isInstanceOf(NotFound.class);
        assertThat(admin.get(USERS + "/17").body())
                .isEqualTo("{\"detail\":\"User with id 17 not found.\","
                        + "\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:Error\"],\"status\":\"404\"}");
    }

    @Test
    void refusesAnOperatorItDoesNotKnow() {
        HttpResponse<String> refused = admin.get(USERS + "?filter=" + encoded("userName gt \"a\""));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/scim+json");
        assertThat(refused.body())
                .isEqualTo("{\"detail\":\"Given filter operator is not supported.\","
                        + "\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:Error\"],"
                        + "\"scimType\":\"InvalidFilter\",\"status\":\"400\"}");
    }

    @Test
    void countsFromOneAndCapsAPage() {
        JsonObject page = admin.getJson(USERS + "?startIndex=201&count=10000");

        assertThat(page.getInteger("totalResults")).isEqualTo(250);
        assertThat(page.getInteger("startIndex")).isEqualTo(201);
        assertThat(page.getInteger("itemsPerPage")).isEqualTo(50);
        assertThat(admin.getJson(USERS).getInteger("itemsPerPage")).isEqualTo(100);
    }

    @Test
    void leavesResourcesOutOfAnEmptyPage() {
        assertThat(admin.get(USERS + "?startIndex=251").body())
                .isEqualTo("{\"totalResults\":250,\"startIndex\":251,\"itemsPerPage\":0,"
                        + "\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:ListResponse\"]}");
        assertThat(admin.getJson(USERS + "?count=0").containsKey("Resources")).isFalse();
    }

    @Test
    void showsWhatIsAskedForAndTheId() {
        JsonObject user = admin.getJson(USERS + "?count=1&attributes=UserName,name.familyName")
                .getJsonArray("Resources")
                .getJsonObject(0);

        assertThat(user.fieldNames()).containsExactlyInAnyOrder("id", "userName", "name");
        assertThat(user.getJsonObject("name").encode()).isEqualTo("{\"familyName\":\"Abara\"}");
    }

    @Test
    void leavesOutWhatIsExcluded() {
        JsonObject user = admin.getJson(USERS + "?count=1&excludedAttributes=emails,id,name.givenName")
                .getJsonArray("Resources")
                .getJsonObject(0);

        assertThat(user.fieldNames()).contains("id", "groups").doesNotContain("emails");
        assertThat(user.getJsonObject("name").fieldNames()).containsExactly("familyName");
    }

    @Test
    void tellsAnAdministratorOfItsGroup() {
        JsonObject me = admin.getJson("/api/2.0/preview/scim/v2/Me?attributes=groups");

        assertThat(me.getJsonArray("groups").getJsonObject(0).getString("display"))
                .isEqualTo("admins");
        assertThat(me.containsKey("userName")).isFalse();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
