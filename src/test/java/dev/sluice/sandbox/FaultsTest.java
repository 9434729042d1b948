package dev.sluice.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Faults asked for over HTTP strike as often as asked, where asked. */
class FaultsTest {
    private static final String ME = "/api/2.0/preview/scim/v2/Me";
    private static Sandbox sandbox;
    private static Workspace workspace;
    private static Wire admin;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.builder().workspace(DefaultWorkspaces.globex()).start();
        workspace = sandbox.first();
        admin = Wire.as(workspace, "admin");
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @BeforeEach
    void clear() {
        workspace.faults().clear();
    }

    @Test
    void answersAsToldAndOnlyAsOften() {
        inject("{\"path\":\"/api/2.0/preview/**\",\"times\":2,\"kind\":\"answer\",\"status\":429,"
                + "\"headers\":{\"Retry-After\":\"7\"},\"body\":{\"error_code\":\"RESOURCE_EXHAUSTED\"}}");

        HttpResponse<String> first = admin.get(ME);

        assertThat(first.statusCode()).isEqualTo(429);
        assertThat(first.headers().firstValue("Retry-After")).hasValue("7");
        assertThat(first.body()).isEqualTo("{\"error_code\":\"RESOURCE_EXHAUSTED\"}");
        assertThat(admin.get(ME).statusCode()).isEqualTo(429);
        assertThat(admin.get(ME).statusCode()).isEqualTo(200);
        assertThat(workspace.faults().waiting()).isEmpty();
    }

    @Test
    void leavesOtherVerbsAndRoutesAlone() {
        inject("{\"method\":\"POST\",\"path\":\"/api/2.0/*/scim/**\",\"kind\":\"answer\"}");

        assertThat(admin.get(ME).statusCode()).isEqualTo(200);
        assertThat(workspace.faults().waiting()).hasSize(1);
    }

    @Test
    void resetsTheConnection() {
        // Twice, for the client repeats a GET by itself once.
        inject("{\"path\":\"" + ME + "\",\"times\":2,\"kind\":\"reset\"}");

        assertThatThrownBy(() -> admin.get(ME)).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void cutsTheBodyAfterSoManyBytes() {
        inject("{\"path\":\"" + ME + "\",\"times\":2,\"kind\":\"cut\",\"after_bytes\":10}");

        assertThatThrownBy(() -> admin.get(ME)).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void neverAnswersFromABlackHole() {
        inject("{\"path\":\"" + ME + "\",\"kind\":\"black_hole\"}");

        assertThatThrownBy(() -> Wire.send(admin.request(ME).timeout(Duration.ofMillis(300))))
                .hasCauseInstanceOf(HttpTimeoutException.class);
    }

    @Test
    void dripsABodyWhole() {
        String expected = admin.get(ME).body();
        inject("{\"path\":\"" + ME + "\",\"kind\":\"drip\",\"bytes\":100,\"every\":\"PT0.005S\"}");

        assertThat(admin.get(ME).body()).isEqualTo(expected);
    }

    @Test
    void delaysAndThenAnswers() {
        inject("{\"path\":\"" + ME + "\",\"kind\":\"delay\",\"time\":\"PT0.2S\"}");
        long started = System.nanoTime();

        assertThat(admin.get(ME).statusCode()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isGreaterThanOrEqualTo(Duration.ofMillis(200));
    }

    @Test
    void cutsALinkInTheMiddle() {
        JsonObject answer = admin.execute("SELECT 1 AS a", new JsonObject().put("disposition", "EXTERNAL_LINKS"));
        String link = answer.getJsonObject("result")
                .getJsonArray("external_links")
                .getJsonObject(0)
                .getString("external_link");
        inject("{\"path\":\"/api/2.0/fs/files/**\",\"times\":2,\"kind\":\"cut\",\"after_bytes\":3}");

        assertThatThrownBy(() -> Wire.send(Wire.bare(link))).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void saysWhatIsWrongWithAFault() {
        HttpResponse<String> answer = admin.post("/sandbox/faults", "{\"path\":\"/x\",\"kind\":\"earthquake\"}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .isEqualTo("{\"error\":\"The kind is one of answer, delay, reset, black_hole, cut and drip.\"}");
    }

    private static void inject(String fault) {
        assertThat(admin.post("/sandbox/faults", fault).statusCode()).isEqualTo(200);
    }
}
