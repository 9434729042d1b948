package dev.sluice.call.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.fault.FaultException;
import dev.sluice.testing.Settings;
import dev.sluice.workspace.WorkspaceHost;
import io.vertx.core.MultiMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeadersTest {
    private static final WorkspaceHost HOST = new WorkspaceHost("https", "acme.cloud.databricks.com", 443);
    private final RequestHeaders requests =
            new RequestHeaders(Settings.of(ProxyConfig.class).requestHeaders());

    @Test
    void aRequestsOwnHeadersTravelAndNoOthers() {
        MultiMap all = headers()
                .add("Accept", "text/csv")
                .add("Content-Type", "application/json")
                .add("If-Match", "a")
                .add("Range", "bytes=0-9")
                .add("User-Agent", "agent/1")
                .add("X-Unknown", "1");

        assertThat(requests.filter(all).names())
                .containsExactlyInAnyOrder("Accept", "Content-Type", "If-Match", "Range", "User-Agent");
    }

    @Test
    void whatConnectionNamesStays() {
        MultiMap all = headers()
                .add("Connection", "close, Range")
                .add("Range", "bytes=0-9")
                .add("Accept", "*/*");

        assertThat(requests.filter(all).names()).containsExactly("Accept");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\rb", "a\nb", "a\u0000b", "a\u007fb", "a\u2028b"})
    void aValueThatNoHeaderHasIsRefused(String value) {
        assertThatThrownBy(() -> requests.filter(headers().add("Accept", value)))
                .isInstanceOf(FaultException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "authorization",
                "Host",
                "cookie",
                "transfer-encoding",
                "X-Forwarded-Host",
                "X-Databricks-Org-Id",
                "X-Databricks-Azure-SP-Management-Token",
                "proxy-authorization"
            })
    void noListLetsThroughWhatWouldSpeakForTheGateway(String name) {
        assertThatThrownBy(() -> new RequestHeaders(List.of("accept", name)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("never passed on");
    }

    @Test
    void anAnswersHeadersTravelButForThoseThatBindTheClient() {
        MultiMap all = headers()
                .add("Content-Type", "application/json")
                .add("ETag", "a")
                .add("X-Request-Id", "1")
                .add("X-Databricks-Org-Id", "2")
                .add("Retry-After", "3")
                .add("Connection", "ETag")
                .add("Set-Cookie", "a=b")
                .add("Alt-Svc", "h3")
                .add("Strict-Transport-Security", "max-age=1")
                .add("WWW-Authenticate", "Bearer")
                .add("Access-Control-Allow-Origin", "*")
                .add("Transfer-Encoding", "chunked")
                .add("RateLimit", "x");

        assertThat(ResponseHeaders.filter(all, HOST, "/proxy").names())
                .containsExactlyInAnyOrder(
                        "Content-Type",
                        "X-Request-Id",
                        "X-Databricks-Org-Id",
                        "Retry-After",
                        "X-Content-Type-Options",
                        "Content-Security-Policy");
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            /api/2.0/x?a=b, /proxy/api/2.0/x?a=b
            https://acme.cloud.databricks.com/api/2.0/x, /proxy/api/2.0/x
            https://ACME.cloud.databricks.com:443/api/2.0/x, /proxy/api/2.0/x
            https://other.cloud.databricks.com/api/2.0/x, -
            http://acme.cloud.databricks.com/api/2.0/x, -
            https://acme.cloud.databricks.com:8443/api/2.0/x, -
            https://a@acme.cloud.databricks.com/api/2.0/x, -
            //other/api/2.0/x, -
            /api/../x, -
            x, -
            javascript:alert(1), -
            """)
    void aRedirectIsToldWhereItLeadsWithinTheWorkspace(String location, @Nullable String told) {
        MultiMap kept = ResponseHeaders.filter(headers().add("Location", location), HOST, "/proxy");

        assertThat(kept.get("Location")).isEqualTo(told);
    }

    private static MultiMap headers() {
        return MultiMap.caseInsensitiveMultiMap();
    }
}
