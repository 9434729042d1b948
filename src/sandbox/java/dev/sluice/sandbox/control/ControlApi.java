package dev.sluice.sandbox.control;

import dev.sluice.sandbox.auth.AccessTokens;
import dev.sluice.sandbox.auth.Principals;
import dev.sluice.sandbox.faults.Faults;
import dev.sluice.sandbox.http.Call;
import dev.sluice.sandbox.http.Endpoint;
import dev.sluice.sandbox.http.Reply;
import dev.sluice.sandbox.http.Routes;
import dev.sluice.sandbox.journal.Ledger;
import dev.sluice.sandbox.permissions.Permissions;
import dev.sluice.sandbox.settings.LiveSettings;
import dev.sluice.sandbox.settings.SandboxClock;
import dev.sluice.sandbox.sql.Grants;
import dev.sluice.sandbox.warehouses.Warehouses;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.function.Function;

/**
 * The sandbox's own face, on the workspace's port; without authentication, never counted, never struck by faults.
 * Bodies are JSON; what was asked wrongly is 400 {@code {"error":…}}.
 *
 * <table>
 * <caption>Routes</caption>
 * <tr><td>{@code GET /sandbox/counters}</td><td>requests by principal and route, mints by client, executes, polls,
 *     chunks, cancels, link fetches, bytes</td></tr>
 * <tr><td>{@code GET /sandbox/journal}</td><td>the latest {@value Ledger#KEPT} requests, oldest first</td></tr>
 * <tr><td>{@code GET /sandbox/mints}</td><td>the latest {@value Ledger#MINTS_KEPT} tokens minted, by client and time,
 *     oldest first</td></tr>
 * <tr><td>{@code POST /sandbox/reset}</td><td>forgets counters, journal and faults</td></tr>
 * <tr><td>{@code GET, POST /sandbox/settings}</td><td>reads settings, or changes those named:
 *     {@code {"tokens":{"lifetime":"PT90S"}}}</td></tr>
 * <tr><td>{@code POST /sandbox/clock}</td><td>puts the workspace's clock forward: {@code {"advance":"PT1H"}}</td></tr>
 * <tr><td>{@code GET, POST, DELETE /sandbox/faults}</td><td>lists, adds (see {@link FaultReader}), removes all</td></tr>
 * <tr><td>{@code DELETE /sandbox/faults/{id}}</td><td>removes one</td></tr>
 * <tr><td>{@code POST /sandbox/tokens/expire}</td><td>ends minted tokens: all, or those of {@code client_id}</td></tr>
 * <tr><td>{@code POST /sandbox/principals/{client_id}/revoke}, {@code …/restore}</td><td>removes a principal, and
 *     brings it back</td></tr>
 * <tr><td>{@code POST /sandbox/principals/{client_id}/secret}</td><td>{@code {"secret":…}}: the old one ends</td></tr>
 * <tr><td>{@code POST, DELETE /sandbox/grants}</td><td>grants and revokes
 *     {@code {"principal":…,"privilege":"SELECT","on":"main.sales"}}</td></tr>
 * <tr><td>{@code POST /sandbox/warehouses/{id}/state}</td><td>{@code {"state":"RUNNING"}}, at once</td></tr>
 * <tr><td>{@code POST, DELETE /sandbox/warehouses/{id}/rights}</td><td>grants
 *     {@code {"principal":…,"right":"CAN_USE"}}, or takes away what {@code principal} has</td></tr>
 * </table>
 */
public final class ControlApi {
    private final Ledger ledger;
    private final Faults faults;
    private final LiveSettings settings;
    private final SandboxClock clock;
    private final FaultControl faultControl;
    private final AccessControl access;

    public ControlApi(
            Ledger ledger,
            Faults faults,
            LiveSettings settings,
            SandboxClock clock,
            Principals principals,
            AccessTokens tokens,
            Grants grants,
            Permissions permissions,
            Warehouses warehouses) {
        this.ledger = ledger;
        this.faults = faults;
        this.settings = settings;
        this.clock = clock;
        this.faultControl = new FaultControl(faults);
        this.access = new AccessControl(principals, tokens, grants, permissions, warehouses);
    }

    public void addTo(Routes routes) {
        routes.get("/sandbox/counters", control(call -> ledger.toJson()))
                .get("/sandbox/journal", control(call -> journal()))
                .get("/sandbox/mints", control(call -> mints()))
                .post("/sandbox/reset", control(call -> reset()))
                .get("/sandbox/settings", control(call -> settings.toJson()))
                .post("/sandbox/settings", control(this::change))
                .post("/sandbox/clock", control(this::advance));
        faultControl.addTo(routes);
        access.addTo(routes);
    }

    /** An endpoint that answers with JSON, and with 400 where it could not read what was asked. */
    static Endpoint control(Function<Call, JsonObject> answer) {
        return call -> {
            try {
                return Future.succeededFuture(Reply.json(answer.apply(call)));
            } catch (IllegalArgumentException | ClassCastException | DateTimeException wrong) {
                return Future.succeededFuture(Reply.json(400, new JsonObject().put("error", wrong.getMessage())));
            }
        };
    }

    /** A text member that must be there. */
    static String text(JsonObject body, String name) {
        String value = body.getString(name);
        if (value == null) {
            throw new IllegalArgumentException("The body needs a member " + name + ".");
        }
        return value;
    }

    private JsonObject journal() {
        JsonArray requests = new JsonArray();
        ledger.latest().forEach(seen -> requests.add(seen.toJson()));
        return new JsonObject().put("requests", requests);
    }

    private JsonObject mints() {
        JsonArray mints = new JsonArray();
        ledger.latestMints()
                .forEach(mint -> mints.add(new JsonObject()
                        .put("client_id", mint.clientId())
                        .put("at", mint.at().toString())));
        return new JsonObject().put("mints", mints);
    }

    private JsonObject reset() {
        ledger.reset();
        faults.clear();
        return new JsonObject();
    }

    private JsonObject change(Call call) {
        settings.change(call.json());
        return settings.toJson();
    }

    private JsonObject advance(Call call) {
        clock.advance(Duration.parse(text(call.json(), "advance")));
        return new JsonObject().put("now", clock.instant().toString());
    }
}
