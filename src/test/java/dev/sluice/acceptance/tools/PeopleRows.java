package dev.sluice.acceptance.tools;

import static dev.sluice.acceptance.tools.ToolDesk.SALES_ONLY;
import static dev.sluice.acceptance.tools.ToolDesk.params;
import static dev.sluice.acceptance.tools.ToolRow.tool;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.acceptance.tools.ToolRow.Success;
import java.util.List;
import java.util.Map;

/** People and secrets. */
final class PeopleRows {
    private static final String NO_SCOPE = "no-such-scope";

    private PeopleRows() {}

    static List<ToolRow> rows() {
        return List.of(
                tool("scim_me_get")
                        .shows("the service principal and its groups", success -> {
                            assertThat(success.text("/userName"))
                                    .isEqualTo(ToolDesk.workspace()
                                            .plan()
                                            .allRights()
                                            .principal()
                                            .clientId());
                            assertThat(success.data().get("groups").findValuesAsText("display"))
                                    .contains("admins");
                        })
                        .failsFor(ToolDesk.STRANGER)
                        .as("credentials_rejected", "secret"),
                tool("scim_users_list")
                        .with("count", "120", "startIndex", 2, "filter", "userName co \"example\"")
                        .shows("120 users from the second on, of pages of 100", success -> {
                            assertThat(success.data().get("Resources")).hasSize(120);
                            assertThat(success.text("/startIndex")).isEqualTo("2");
                            assertThat(success.text("/next/params/startIndex")).isEqualTo("122");
                        })
                        .fails("filter", "userName is jo")
                        .as("request_rejected", "userName eq"),
                tool("secrets_scopes_list")
                        .shows(
                                "the scopes",
                                success -> assertThat(
                                                success.data().get("scopes").findValuesAsText("name"))
                                        .contains("etl", "admin-only"))
                        .failsFor(ToolDesk.STRANGER)
                        .as("credentials_rejected", "secret"),
                tool("secrets_list")
                        .with("scope", "etl")
                        .shows("names of secrets, no value", success -> {
                            assertThat(success.data().get("secrets").findValuesAsText("key"))
                                    .contains("warehouse-password", "api-key");
                            assertThat(success.data().toString()).doesNotContain("toy-");
                        })
                        .fails("scope", NO_SCOPE)
                        .as("object_not_found", "databricksworkspace_secrets_scopes_list"),
                tool("secret_scope_create")
                        .given(desk -> params("scope", ToolDesk.unique("scope")))
                        .shows(
                                "a scope of that name",
                                success -> assertThat(success.desk()
                                                .data("secrets_scopes_list")
                                                .get("scopes")
                                                .findValuesAsText("name"))
                                        .contains(success.param("scope")))
                        .fails("scope", "etl")
                        .as("workspace_conflict", "choose another name"),
                tool("secret_put")
                        .given(desk -> secret(scope(desk)))
                        .shows(
                                "the secret by name",
                                success -> assertThat(keys(success)).containsExactly("pin"))
                        .failsFor(SALES_ONLY, "scope", "etl", "key", "pin", "string_value", "1234")
                        .as("permission_denied", "The workspace admin grants"),
                tool("secret_delete")
                        .given(desk -> {
                            Map<String, Object> secret = secret(scope(desk));
                            desk.data("secret_put", secret);
                            secret.remove("string_value");
                            return secret;
                        })
                        .shows(
                                "the secret is gone",
                                success -> assertThat(keys(success)).isEmpty())
                        .fails("scope", "etl", "key", "no-such-key")
                        .as("object_not_found", "databricksworkspace_secrets_list"));
    }

    private static String scope(ToolDesk desk) {
        String scope = ToolDesk.unique("scope");
        desk.data("secret_scope_create", "scope", scope);
        return scope;
    }

    private static Map<String, Object> secret(String scope) {
        return params("scope", scope, "key", "pin", "string_value", "1234");
    }

    private static List<String> keys(Success success) {
        return success.desk()
                .data("secrets_list", "scope", success.param("scope"))
                .get("secrets")
                .findValuesAsText("key");
    }
}
