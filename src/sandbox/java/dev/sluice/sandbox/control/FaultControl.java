package dev.sluice.sandbox.control;

import static dev.sluice.sandbox.control.ControlApi.control;

import dev.sluice.sandbox.faults.FaultRule;
import dev.sluice.sandbox.faults.Faults;
import dev.sluice.sandbox.http.Call;
import dev.sluice.sandbox.http.Routes;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Faults: list, add, remove. */
final class FaultControl {
    private final Faults faults;

    FaultControl(Faults faults) {
        this.faults = faults;
    }

    void addTo(Routes routes) {
        routes.get("/sandbox/faults", control(call -> list()))
                .post("/sandbox/faults", control(this::add))
                .delete("/sandbox/faults", control(call -> clear()))
                .delete("/sandbox/faults/{id}", control(this::remove));
    }

    private JsonObject list() {
        JsonArray waiting = new JsonArray();
        for (FaultRule rule : faults.waiting()) {
            waiting.add(new JsonObject()
                    .put("id", rule.id())
                    .put("method", rule.method())
                    .put("path", rule.path())
                    .put("left", rule.left().get())
                    .put("kind", FaultReader.kind(rule.fault())));
        }
        return new JsonObject().put("faults", waiting);
    }

    private JsonObject add(Call call) {
        JsonObject body = call.json();
        long id = faults.inject(
                body.getString("method", "*"),
                ControlApi.text(body, "path"),
                body.getLong("times", 1L),
                FaultReader.read(body));
        return new JsonObject().put("id", id);
    }

    private JsonObject clear() {
        faults.clear();
        return new JsonObject();
    }

    private JsonObject remove(Call call) {
        return new JsonObject().put("removed", faults.remove(Long.parseLong(call.pathParameter("id"))));
    }
}
