package dev.sluice.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.databricks.sdk.WorkspaceClient;
import com.databricks.sdk.core.error.platform.PermissionDenied;
import com.databricks.sdk.core.error.platform.ResourceAlreadyExists;
import com.databricks.sdk.core.error.platform.ResourceDoesNotExist;
import com.databricks.sdk.service.workspace.AclPermission;
import com.databricks.sdk.service.workspace.AzureKeyVaultSecretScopeMetadata;
import com.databricks.sdk.service.workspace.CreateScope;
import com.databricks.sdk.service.workspace.DeleteAcl;
import com.databricks.sdk.service.workspace.DeleteSecret;
import com.databricks.sdk.service.workspace.PutAcl;
import com.databricks.sdk.service.workspace.PutSecret;
import com.databricks.sdk.service.workspace.ScopeBackendType;
import com.databricks.sdk.service.workspace.SecretMetadata;
import com.databricks.sdk.service.workspace.SecretScope;
import io.vertx.core.json.JsonObject;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Secret scopes, their permissions and what is in them. */
class SecretsTest {
    private static final String ROOT = "/api/2.0/secrets";
    private static Sandbox sandbox;
    private static Workspace workspace;
    private static WorkspaceClient sdk;
    private static WorkspaceClient reader;
    private static Wire admin;
    private static String readerId;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.builder().workspace(DefaultWorkspaces.globex()).start();
        workspace = sandbox.first();
        sdk = Sdk.as(workspace, "admin");
        reader = Sdk.as(workspace, "sales-only");
        readerId = workspace.plan().principal("sales-only").principal().clientId();
        admin = Wire.as(workspace, "admin");
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @Test
    void keepsASecretUntilItIsDeleted() {
        sdk.secrets().createScope(new CreateScope().setScope("kept"));
        sdk.secrets().putSecret(new PutSecret().setScope("kept").setKey("text").setStringValue("grüezi"));
        sdk.secrets().putSecret(new PutSecret().setScope("kept").setKey("bytes").setBytesValue("AAH/"));

        assertThat(sdk.secrets().listSecrets("kept"))
                .extracting(SecretMetadata::getKey)
                .containsExactly("bytes", "text");
        assertThat(sdk.secrets().get("kept", "text")).isEqualTo("grüezi");
        assertThat(sdk.secrets().getBytes("kept", "bytes")).containsExactly(0, 1, -1);

        sdk.secrets().deleteSecret(new DeleteSecret().setScope("kept").setKey("text"));
        assertThat(sdk.secrets().listSecrets("kept"))
                .extracting(SecretMetadata::getKey)
                .containsExactly("bytes");
        sdk.secrets().deleteScope("kept");
        assertThatThrownBy(() -> sdk.secrets().deleteScope("kept")).isInstanceOf(ResourceDoesNotExist.class);
    }

    @Test
    void listsTheScopesThatThePrincipalMayRead() {
        assertThat(reader.secrets().listScopes())
                .extracting(SecretScope::getName)
                .contains("etl")
                .doesNotContain("admin-only");
        assertThat(sdk.secrets().listScopes()).extracting(SecretScope::getName).contains("etl", "admin-only");
    }

    @Test
    void answersAnEmptyObjectToAPrincipalThatSeesNoScope() {
        assertThat(Wire.as(workspace, "no-warehouse").get(ROOT + "/scopes/list").body())
                .isEqualTo("{}");
    }

    @Test
    void letsAReaderReadAndNoMore() {
        assertThat(reader.secrets().listSecrets("etl")).isNotEmpty();
        assertThatThrownBy(() -> reader.secrets()
                        .putSecret(new PutSecret().setScope("etl").setKey("k").setStringValue("v")))
                .isInstanceOf(PermissionDenied.class)
                .hasMessageStartingWith("User " + readerId + " does not have WRITE permission on scope etl");
        assertThatThrownBy(() -> reader.secrets().deleteScope("etl"))
                .isInstanceOf(PermissionDenied.class)
                .hasMessageStartingWith("User " + readerId + " does not have MANAGE permission on scope etl");
        assertThatThrownBy(() ->
                        reader.secrets().listSecrets("admin-only").iterator().next())
                .isInstanceOf(PermissionDenied.class);
    }

    @Test
    void grantsAndTakesAwayByItsAcls() {
        sdk.secrets().createScope(new CreateScope().setScope("acls"));
        sdk.secrets()
                .putAcl(new PutAcl().setScope("acls").setPrincipal(readerId).setPermission(AclPermission.WRITE));

        reader.secrets().putSecret(new PutSecret().setScope("acls").setKey("k").setStringValue("v"));
        assertThat(sdk.secrets().getAcl("acls", readerId).getPermission()).isEqualTo(AclPermission.WRITE);
        assertThat(sdk.secrets().listAcls("acls")).hasSize(2);

        sdk.secrets().deleteAcl(new DeleteAcl().setScope("acls").setPrincipal(readerId));
        assertThatThrownBy(() -> sdk.secrets().getAcl("acls", readerId)).isInstanceOf(ResourceDoesNotExist.class);
        assertThatThrownBy(() -> reader.secrets()
                        .putSecret(new PutSecret().setScope("acls").setKey("k").setStringValue("v")))
                .isInstanceOf(PermissionDenied.class);
    }

    @Test
    void letsEveryoneManageAScopeThatIsMadeForUsers() {
        sdk.secrets().createScope(new CreateScope().setScope("everyone").setInitialManagePrincipal("users"));

        reader.secrets()
                .putSecret(new PutSecret().setScope("everyone").setKey("k").setStringValue("v"));

        assertThat(reader.secrets().get("everyone", "k")).isEqualTo("v");
    }

    @Test
    void readsNoWriteIntoAKeyVault() {
        sdk.secrets()
                .createScope(new CreateScope()
                        .setScope("vault")
                        .setScopeBackendType(ScopeBackendType.AZURE_KEYVAULT)
                        .setBackendAzureKeyvault(new AzureKeyVaultSecretScopeMetadata()
                                .setResourceId("/subscriptions/s/vaults/v")
                                .setDnsName("https://v.vault.azure.net/")));

        JsonObject put = new JsonObject().put("scope", "vault").put("key", "k").put("string_value", "v");
        assertThat(Refused.of(admin.post(ROOT + "/put", put.encode())))
                .isEqualTo(
                        new Refused(400, "BAD_REQUEST", "Cannot write secrets to Azure KeyVault-backed scope vault"));
        assertThat(admin.get(ROOT + "/scopes/list").body())
                .contains("{\"name\":\"vault\",\"backend_type\":\"AZURE_KEYVAULT\",\"keyvault_metadata\":{");
    }

    @Test
    void saysThatAScopeIsAbsentOrThereAlready() {
        assertThat(Refused.of(admin.get(ROOT + "/list?scope=nowhere")))
                .isEqualTo(new Refused(404, "RESOURCE_DOES_NOT_EXIST", "Scope nowhere does not exist!"));
        assertThat(Refused.of(admin.post(ROOT + "/scopes/create", "{\"scope\":\"etl\"}")))
                .isEqualTo(new Refused(400, "RESOURCE_ALREADY_EXISTS", "Scope etl already exists!"));
        assertThatThrownBy(() -> sdk.secrets().createScope(new CreateScope().setScope("etl")))
                .isInstanceOf(ResourceAlreadyExists.class);
    }

    @Test
    void saysThatASecretIsAbsent() {
        Refused absent =
                new Refused(404, "RESOURCE_DOES_NOT_EXIST", "Secret does not exist with scope: etl and key: nothing");

        assertThat(Refused.of(admin.get(ROOT + "/get?scope=etl&key=nothing"))).isEqualTo(absent);
        assertThat(Refused.of(admin.post(ROOT + "/delete", "{\"scope\":\"etl\",\"key\":\"nothing\"}")))
                .isEqualTo(absent);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"scope\":\"etl\",\"key\":\"k\"}",
                "{\"scope\":\"etl\",\"key\":\"k\",\"string_value\":\"v\",\"bytes_value\":\"dg==\"}",
            })
    void wantsExactlyOneValue(String body) {
        assertThat(Refused.of(admin.post(ROOT + "/put", body)).code()).isEqualTo("MALFORMED_REQUEST");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"scope\":\"etl\",\"key\":\"a b\",\"string_value\":\"v\"}",
                "{\"scope\":\"etl\",\"key\":\"k\",\"bytes_value\":\"not base64\"}",
                "{\"scope\":\"etl\",\"string_value\":\"v\"}",
                "{\"key\":\"k\",\"string_value\":\"v\"}",
            })
    void refusesAWrongNameOrValue(String body) {
        assertThat(Refused.of(admin.post(ROOT + "/put", body)).code()).isEqualTo("INVALID_PARAMETER_VALUE");
    }

    @Test
    void refusesAValueOfMoreThan128Kilobytes() {
        JsonObject put = new JsonObject().put("scope", "etl").put("key", "big");

        assertThat(admin.post(
                                ROOT + "/put",
                                put.copy()
                                        .put("bytes_value", base64((128 << 10) + 1))
                                        .encode())
                        .statusCode())
                .isEqualTo(400);
        assertThat(admin.post(
                                ROOT + "/put",
                                put.copy().put("bytes_value", base64(128 << 10)).encode())
                        .statusCode())
                .isEqualTo(200);
        admin.post(ROOT + "/delete", put.encode());
    }

    private static String base64(int bytes) {
        return Base64.getEncoder().encodeToString(new byte[bytes]);
    }
}
