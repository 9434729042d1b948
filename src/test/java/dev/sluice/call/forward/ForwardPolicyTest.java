package dev.sluice.call.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.caller.Caller;
import dev.sluice.caller.ToolPolicy;
import dev.sluice.fault.FaultCode;
import dev.sluice.fault.FaultException;
import dev.sluice.id.EnvironmentId;
import dev.sluice.testing.Settings;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForwardPolicyTest {
    private static final String WAREHOUSES = "/api/2.0/sql/warehouses";
    private final ForwardPolicy policy = policy();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET    | /api/2.0/sql/warehouses                                   | -
            POST   | /api/2.0/sql/statements/                                  | -
            DELETE | /api/2.0/jobs/1                                           | -
            GET    | /api/2.0/preview/scim/v2/Me                               | -
            GET    | /api/2.0/preview/scim/v2/Users                            | -
            PUT    | /api/2.0/fs/files/Volumes/main/token/create               | -
            GET    | /api/2.1/unity-catalog/storage-credentials                | -
            GET    | /api/2.0/secrets/list                                     | -
            TRACE  | /api/2.0/sql/warehouses                                   | METHOD_NOT_ALLOWED
            OPTIONS | /api/2.0/sql/warehouses                                  | METHOD_NOT_ALLOWED
            get    | /api/2.0/sql/warehouses                                   | METHOD_NOT_ALLOWED
            GET    | /                                                         | NOT_FOUND
            GET    | /apis/2.0/x                                               | NOT_FOUND
            POST   | /oidc/v1/token                                            | NOT_FOUND
            GET    | /.well-known/databricks-config                            | NOT_FOUND
            GET    | /driver-proxy-api/o/1/c/80/                               | NOT_FOUND
            POST   | /api/2.0/token/create                                     | FORBIDDEN
            GET    | /api/2.0/TOKEN/list                                       | FORBIDDEN
            POST   | /api/2.1/%74oken/create/                                  | FORBIDDEN
            GET    | /api/2.0/token                                            | FORBIDDEN
            POST   | /api/2.0/token-management/on-behalf-of/tokens             | FORBIDDEN
            POST   | /api/2.0/preview/scim/v2/ServicePrincipals                | FORBIDDEN
            PATCH  | /api/2.0/preview/scim/v2/Groups/1                         | FORBIDDEN
            POST   | /api/2.0/accounts/1/servicePrincipals/2/credentials/secrets | FORBIDDEN
            PUT    | /api/2.0/permissions/authorization/tokens                 | FORBIDDEN
            GET    | /api/2.0/secrets/get                                      | FORBIDDEN
            POST   | /api/2.1/unity-catalog/temporary-table-credentials        | FORBIDDEN
            POST   | /api/2.1/unity-catalog/storage-credentials                | FORBIDDEN
            GET    | /api/2.0/mlflow/artifacts/credentials-for-read            | FORBIDDEN
            GET    | /api/3.0/mlflow/traces/1/credentials-for-data-upload      | FORBIDDEN
            POST   | /api/2.0/mlflow/logged-models/1/artifacts/credentials-for-upload | FORBIDDEN
            POST   | /api/2.0/mlflow/unity-catalog/model-versions/generate-temporary-credentials | FORBIDDEN
            GET    | /api/2.1/unity-catalog/recipients/partner                 | FORBIDDEN
            """)
    void theGatewaysSettingsDecideOnMethodsAndPaths(String method, String path, String refusal) {
        assertThat(verdict(policy, caller(ToolPolicy.OPEN), method, path))
                .isEqualTo(refusal.equals("-") ? null : FaultCode.valueOf(refusal));
    }

    @Test
    void aCallerNeedsTheScope() {
        Caller caller = new Caller(new EnvironmentId("env_1"), "key_1", Set.of("tools:execute"), ToolPolicy.OPEN);

        assertThat(verdict(policy, caller, "GET", WAREHOUSES)).isEqualTo(FaultCode.FORBIDDEN);
    }

    @Test
    void aCallerThatMayOnlyReadSendsNothingElse() {
        Caller reader = caller(new ToolPolicy(List.of(), true));

        assertThat(verdict(policy, reader, "GET", WAREHOUSES)).isNull();
        assertThat(verdict(policy, reader, "HEAD", WAREHOUSES)).isNull();
        assertThat(verdict(policy, reader, "POST", WAREHOUSES)).isEqualTo(FaultCode.READ_ONLY);
        assertThat(verdict(policy, reader, "DELETE", WAREHOUSES)).isEqualTo(FaultCode.READ_ONLY);
    }

    @Test
    void aListOfToolsIsNotBypassed() {
        assertThat(verdict(policy, caller(new ToolPolicy(List.of("databricksworkspace_*"), false)), "GET", WAREHOUSES))
                .isEqualTo(FaultCode.TOOL_NOT_ALLOWED);
        assertThat(verdict(policy, caller(new ToolPolicy(List.of("*"), false)), "GET", WAREHOUSES))
                .isEqualTo(FaultCode.TOOL_NOT_ALLOWED);
        assertThat(verdict(policy, caller(new ToolPolicy(List.of("workspace_proxy"), false)), "GET", WAREHOUSES))
                .isNull();
    }

    @Test
    void theOperatorNarrowsAndWidens() {
        ForwardPolicy own = policy(
                "sluice.proxy.methods", "GET",
                "sluice.proxy.paths", "/api/2.0/sql/**,/serving-endpoints/*/invocations",
                "sluice.proxy.denied-paths", "/api/2.0/sql/warehouses/*");
        Caller caller = caller(ToolPolicy.OPEN);

        assertThat(verdict(own, caller, "GET", WAREHOUSES)).isNull();
        assertThat(verdict(own, caller, "GET", WAREHOUSES + "/1")).isEqualTo(FaultCode.FORBIDDEN);
        assertThat(verdict(own, caller, "GET", "/serving-endpoints/a/invocations"))
                .isNull();
        assertThat(verdict(own, caller, "GET", "/serving-endpoints/a/b/invocations"))
                .isEqualTo(FaultCode.NOT_FOUND);
        assertThat(verdict(own, caller, "POST", WAREHOUSES)).isEqualTo(FaultCode.METHOD_NOT_ALLOWED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"sluice.proxy.methods=GET,TRACE", "sluice.proxy.paths=api", "sluice.proxy.denied-paths=/a/**/b"})
    void whatCannotBeMeantEndsTheStart(String setting) {
        String[] parts = setting.split("=");

        assertThatThrownBy(() -> policy(parts[0], parts[1]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(parts[0]);
    }

    private static @Nullable FaultCode verdict(ForwardPolicy policy, Caller caller, String method, String path) {
        try {
            policy.allow(caller, HttpMethod.valueOf(method), WorkspacePath.parse(path));
            return null;
        } catch (FaultException refused) {
            return refused.fault().code();
        }
    }

    private static ForwardPolicy policy(String... settings) {
        return new ForwardPolicy(Settings.of(ProxyConfig.class, settings));
    }

    private static Caller caller(ToolPolicy policy) {
        return new Caller(new EnvironmentId("env_1"), "key_1", Set.of("workspace:proxy"), policy);
    }
}
