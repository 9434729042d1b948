package dev.sluice.sandbox.scim;

import dev.sluice.sandbox.auth.Authenticator;
import dev.sluice.sandbox.auth.Principal;
import dev.sluice.sandbox.http.Call;
import dev.sluice.sandbox.http.Reply;
import dev.sluice.sandbox.http.Routes;
import dev.sluice.sandbox.settings.LiveSettings;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code /api/2.0/preview/scim/v2/Users}, for administrators: list and get. Databricks REST: SCIM. */
public final class UsersApi {
    private static final String ROOT = "/api/2.0/preview/scim/v2/Users";
    private final Authenticator authenticator;
    private final LiveSettings settings;
    private final Users users = new Users();

    public UsersApi(Authenticator authenticator, LiveSettings settings) {
        this.authenticator = authenticator;
        this.settings = settings;
    }

    public void addTo(Routes routes) {
        routes.get(ROOT, authenticator.any("scim", this::list))
                .get(ROOT + "/{id}", authenticator.any("scim", this::get));
    }

    private Future<Reply> list(Call call, Principal principal) {
        requireAdmin(principal);
        List<JsonObject> found = users.matching(ScimFilter.parse(call.query("filter")), order(call));
        long start = Math.max(1, number(call, "startIndex", 1));
        int most = settings.now().scim().pageSize();
        long count = Math.clamp(number(call, "count", most), 0, most);
        Projection projection = Projection.of(call);
        JsonArray page = new JsonArray();
        found.stream().skip(start - 1).limit(count).map(projection::of).forEach(page::add);
        JsonObject body = new JsonObject()
                .put("totalResults", found.size())
                .put("startIndex", start)
                .put("itemsPerPage", page.size())
                .put("schemas", new JsonArray().add("urn:ietf:params:scim:api:messages:2.0:ListResponse"));
        return answer(page.isEmpty() ? body : body.put("Resources", page));
    }

    private Future<Reply> get(Call call, Principal principal) {
        requireAdmin(principal);
        String id = call.pathParameter("id");
        JsonObject user =
                users.find(id).orElseThrow(() -> ScimError.of(404, null, "User with id " + id + " not found."));
        return answer(Projection.of(call).of(user));
    }

    private static void requireAdmin(Principal principal) {
        if (!principal.admin()) {
            throw ScimError.of(403, null, "Only workspace admins may read users.");
        }
    }

    private static Comparator<JsonObject> order(Call call) {
        @Nullable String by = call.query("sortBy");
        AttributePath attribute = AttributePath.of(by == null || by.isEmpty() ? "id" : by);
        Comparator<JsonObject> order = Comparator.comparing(
                user -> attribute.in(user).stream().findFirst().orElse("").toLowerCase(Locale.ROOT));
        return "descending".equalsIgnoreCase(call.query("sortOrder")) ? order.reversed() : order;
    }

    private static long number(Call call, String name, long otherwise) {
        @Nullable String text = call.query(name);
        if (text == null || text.isEmpty()) {
            return otherwise;
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException notANumber) {
            throw ScimError.of(400, "invalidValue", name + " must be a number, not " + text + ".");
        }
    }

    private static Future<Reply> answer(JsonObject body) {
        return Future.succeededFuture(Reply.json(body).with("Content-Type", ScimError.CONTENT_TYPE));
    }
}
