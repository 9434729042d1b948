package dev.sluice.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.fault.FaultCode;
import dev.sluice.fault.FaultException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTemplateTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final RequestTemplate GET = new RequestTemplate("GET", "/a/{id}/chunks/{n}", true, null);

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
            assertThat(GET.pathFor(params(id))).isEqualTo(path);
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
        FaultException thrown = catchThrowableOfType(FaultException.class, () -> GET.pathFor(params));

        assertThat(thrown).as(id).isNotNull();
        assertThat(thrown.fault().code()).isEqualTo(FaultCode.INVALID_REQUEST);
        assertThat(thrown.fault().pointer()).isEqualTo("/params/id");
    }

    @Test
    void bodiesHoldTheNamedParametersThatAreThere() throws Exception {
        RequestTemplate post = new RequestTemplate("POST", "/a", false, List.of("statement", "parameters", "catalog"));
        ObjectNode params =
                (ObjectNode) JSON.readTree("{\"statement\":\"x\",\"id\":\"y\",\"parameters\":[{\"name\":\"n\"}]}");

        assertThat(post.bodyFor(params))
                .isEqualTo(JSON.readTree("{\"statement\":\"x\",\"parameters\":[{\"name\":\"n\"}]}"));
        assertThat(params.has("id"))
                .as("the caller's parameters are left alone")
                .isTrue();
        assertThat(GET.bodyFor(params)).isNull();
        assertThat(new RequestTemplate("POST", "/a", true, List.of()).bodyFor(params))
                .isEqualTo(JSON.readTree("{}"));
    }

    private static ObjectNode params(String id) throws JsonProcessingException {
        return JSON.createObjectNode().put("id", id).put("n", 7);
    }
}
