package dev.sluice.sandbox.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** The headers that every answer of a workspace carries. Databricks REST, as recorded from a live workspace. */
public final class StandardHeaders {
    private record Second(long epoch, String text) {}

    private final String organizationId;
    private volatile Second now = new Second(0, "");

    public StandardHeaders(String organizationId) {
        this.organizationId = organizationId;
    }

    public void addTo(HttpServerResponse response, Call call) {
        MultiMap headers = response.headers();
        headers.set("X-Request-Id", call.requestId());
        headers.set("X-Databricks-Org-Id", organizationId);
        headers.set("Server", "databricks");
        headers.set("Server-Timing", timing(call));
        headers.set("Strict-Transport-Security", "max-age=31536000; includeSubDomains; preload");
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Vary", "Accept-Encoding");
        headers.set("Alt-Svc", "clear");
        headers.set("Date", date());
    }

    private static String timing(Call call) {
        String protocol = call.request().version() == HttpVersion.HTTP_2 ? "HTTP/2" : "HTTP/1.1";
        return "request_id;dur=0;desc=\"" + call.requestId() + "\", client_protocol;dur=0;desc=\"" + protocol
                + "\", request_ttfb_msec;dur=" + call.elapsedMillis();
    }

    private String date() {
        long epoch = System.currentTimeMillis() / 1000;
        Second known = now;
        if (known.epoch != epoch) {
            known = new Second(
                    epoch,
                    DateTimeFormatter.RFC_1123_DATE_TIME.format(
                            Instant.ofEpochSecond(epoch).atOffset(ZoneOffset.UTC)));
            now = known;
        }
        return known.text;
    }
}
