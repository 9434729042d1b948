package dev.sluice.sandbox;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;

/** What a refusal says, without the details that differ from call to call. */
record Refused(int status, String code, String message) {
    static Refused of(HttpResponse<String> answer) {
        JsonObject body = new JsonObject(answer.body());
        return new Refused(answer.statusCode(), body.getString("error_code"), body.getString("message"));
    }
}
