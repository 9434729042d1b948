package dev.sluice.call.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.fault.FaultCode;
import dev.sluice.fault.FaultException;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkspacePathTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /api/2.0/sql/warehouses                    | /api/2.0/sql/warehouses
            /api/2.0/sql/statements/                   | /api/2.0/sql/statements
            /api/2.0/SQL/Warehouses?x=../..//%2e       | /api/2.0/sql/warehouses
            /api/2.0/%74oken/create                    | /api/2.0/token/create
            /api/2.0/fs/files/Volumes/a%20b/100%25.csv | /api/2.0/fs/files/volumes/a b/100%.csv
            /api/2.0/fs/files/Volumes/%C3%A9t%C3%A9    | /api/2.0/fs/files/volumes/été
            /api/2.1/unity-catalog/tables/main.s.%61   | /api/2.1/unity-catalog/tables/main.s.a
            /api/2.0/workspace/a@b...c/..d             | /api/2.0/workspace/a@b...c/..d
            /                                          | ''
            """)
    void aPathIsJudgedDecodedAndSentAsItWas(String target, String judged) {
        assertThat(WorkspacePath.parse(target)).isEqualTo(new WorkspacePath(target, judged));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "api/2.0/x",
                "http://other/api/2.0/x",
                "@other/api/2.0/x",
                "//other/api/2.0/x",
                "/api//2.0",
                "/api/2.0//",
                "/api/../oidc/v1/token",
                "/api/2.0/..",
                "/api/./2.0",
                "/api/.../2.0",
                "/api/%2e%2e/oidc",
                "/api/%2E./oidc",
                "/api/.%2e/oidc",
                "/api/%252e%252e/oidc",
                "/api/%25252e/oidc",
                "/api/..;/oidc",
                "/api/..;x=y/oidc",
                "/api/2.0;v=1/x",
                "/api/2.0%3b/x",
                "/api/..%2foidc",
                "/api/..%2Foidc",
                "/api/..%5coidc",
                "/api/..\\oidc",
                "/api/%c0%ae%c0%ae/oidc",
                "/api/%e0%80%ae/oidc",
                "/api/%ef%bc%8e%ef%bc%8e/oidc",
                "/api/2.0%ef%bc%8ftoken",
                "/api/2.0/x%ef%bc%85%32e",
                "/api/2.0/%00",
                "/api/2.0/%0d%0aHost:%20other",
                "/api/2.0/%09x",
                "/api/2.0/%7f",
                "/api/2.0/%c2%85",
                "/api/2.0/x%e2%80%a8y",
                "/api/2.0/..%20/x",
                "/api/%20../x",
                "/api/2.0/x%",
                "/api/2.0/x%2",
                "/api/2.0/x%zz",
                "/api/2.0/x%ff",
                "/api/2.0/x%ed%a0%80",
                "/api/2.0/a b",
                "/api/2.0/a\tb",
                "/api/2.0/a\u0000b",
                "/api/2.0/a\u00e9",
                "/api/2.0/x#y",
                "/api/2.0/x?y#z",
                "/api/2.0/x?y z",
                "/api/2.0/%3fx",
                "/api/2.0/%23x"
            })
    void whatServersReadDifferentlyIsRefused(String target) {
        assertThatThrownBy(() -> WorkspacePath.parse(target))
                .asInstanceOf(InstanceOfAssertFactories.type(FaultException.class))
                .extracting(refused -> refused.fault().code())
                .isEqualTo(FaultCode.INVALID_REQUEST);
    }
}
