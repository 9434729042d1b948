package dev.sluice.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.fault.FaultCode;
import dev.sluice.fault.FaultException;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTemplateTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final RequestTemplate GET = template("{\"request\":\"GET /a/{id}/chunks/{n}?q&r\"}");

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "01f1c46b-aaaa, /a/01f1c46b-aaaa/chunks/7",
                "a b,           /a/a%20b/chunks/7",
                "a+b,           /a/a%2Bb/chunks/7",
                "a?b=c&d#e,     /a/a%3Fb%3Dc%26d%23e/chunks/7",
                "%2e%2e,        /a/%252e%252e/chunks/7",
                "é💧,           /a/%C3%A9%F0%9F%92%A7/chunks/7",
                "$1\\2{n},      ",
                "{n},           /a/%7Bn%7D/chunks/7",
                "$1,            /a/%241/chunks/7",
                "a.b,           /a/a.b/chunks/7",
                "...,           /a/.../chunks/7"
            })
    void encodesAValueAsOneSegment(String id, String path) throws Exception {
        if (path == null) {
            refused(id);
        } else {
            assertThat(GET.uriFor(params(id))).isEqualTo(path);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".",
                "..",
                "../x",
                "x/..",
                "x/../../oidc/v1/token",
                "..\\x",
                "/",
                "\\",
                "//evil.com",
                "x/cancel",
                "a\u0000b",
                "a\r\nHost: evil.com",
                ""
            })
    void letsNoValueLeaveItsSegment(String id) throws Exception {
        refused(id);
    }

    private static void refused(String id) throws Exception {
        ObjectNode params = params(id);
        FaultException thrown = catchThrowableOfType(FaultException.class, () -> GET.uriFor(params));

        assertThat(thrown).as(id).isNotNull();
        assertThat(thrown.fault().code()).isEqualTo(FaultCode.INVALID_REQUEST);
        assertThat(thrown.fault().pointer()).isEqualTo("/params/id");
    }

    @Test
    void putsTheParametersThatAreThereIntoTheQuery() {
        ObjectNode params = params("i").put("r", "a b&c=d\r\n/..").put("x", "not asked for");

        assertThat(GET.uriFor(params)).isEqualTo("/a/i/chunks/7?r=a%20b%26c%3Dd%0D%0A%2F..");
        assertThat(GET.uriFor(params.put("q", 5))).startsWith("/a/i/chunks/7?q=5&r=");
        assertThat(RequestTemplate.withQuery("/a?b=c", "d", "é+")).isEqualTo("/a?b=c&d=%C3%A9%2B");
    }

    @Test
    void bodiesHoldTheNamedParametersThatAreThere() throws Exception {
        RequestTemplate post =
                template("{\"request\":\"POST /a\",\"body\":[\"statement\",\"parameters\",\"catalog\"]}");
        ObjectNode params =
                (ObjectNode) JSON.readTree("{\"statement\":\"x\",\"id\":\"y\",\"parameters\":[{\"name\":\"n\"}]}");

        assertThat(post.bodyFor(params))
                .isEqualTo(JSON.readTree("{\"statement\":\"x\",\"parameters\":[{\"name\":\"n\"}]}"));
        assertThat(params.has("id"))
                .as("the caller's parameters are left alone")
                .isTrue();
        assertThat(GET.bodyFor(params)).isNull();
        assertThat(template("{\"request\":\"POST /a\",\"body\":[]}").bodyFor(params))
                .isEqualTo(JSON.readTree("{}"));
    }

    @Test
    void bodiesRenameAndNestWhatTheWorkspaceCallsOtherwise() throws Exception {
        RequestTemplate post = template(
                "{\"request\":\"POST /a\",\"body\":[\"contents:base64\",\"scale.min:min_workers\",\"scale.max:max_workers\"]}");

        assertThat(post.bodyFor(object("{\"base64\":\"QQ==\",\"min_workers\":1,\"max_workers\":4}")))
                .isEqualTo(object("{\"contents\":\"QQ==\",\"scale\":{\"min\":1,\"max\":4}}"));
        assertThat(post.bodyFor(object("{\"max_workers\":4}"))).isEqualTo(object("{\"scale\":{\"max\":4}}"));
        assertThat(post.bodyFor(object("{}"))).isEqualTo(object("{}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"main", "a`b", "``", "x`.y; DROP TABLE t --", "$1", "\\", "{schema}", ":schema", "é"})
    void noValueLeavesItsPlaceInAStatement(String name) throws Exception {
        RequestTemplate sql = template(
                "{\"request\":\"POST /a\",\"sql\":[\"SELECT 1 FROM {catalog}.t\",\"WHERE s = lower(:schema)\"]}");
        ObjectNode params =
                JSON.createObjectNode().put("catalog", name).put("schema", name).put("warehouse_id", "w");

        ObjectNode body = Objects.requireNonNull(sql.bodyFor(params));

        assertThat(body.get("statement").asText())
                .isEqualTo("SELECT 1 FROM `" + name.replace("`", "``") + "`.t\nWHERE s = lower(:schema)");
        assertThat(body.get("warehouse_id").asText()).isEqualTo("w");
        assertThat(body.get("parameters"))
                .isEqualTo(JSON.createArrayNode()
                        .add(JSON.createObjectNode()
                                .put("name", "schema")
                                .put("value", name)
                                .put("type", "STRING")));
    }

    private static RequestTemplate template(String declared) {
        return RequestTemplate.of(object(declared), true);
    }

    private static ObjectNode object(String json) {
        try {
            return (ObjectNode) JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static ObjectNode params(String id) {
        return JSON.createObjectNode().put("id", id).put("n", 7);
    }
}
