package dev.sluice.sandbox.scim;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** The 250 people of a workspace, all made up. Never changes. */
final class Users {
    private static final List<String> GIVEN = List.of(
            "Ada", "Bao", "Carla", "Dev", "Elif", "Femi", "Greta", "Hugo", "Ines", "Jun", "Kofi", "Lena", "Mila",
            "Noor", "Omar", "Pia", "Quinn", "Rosa", "Sven", "Tara", "Uma", "Vera", "Wei", "Yara", "Zoe");
    private static final List<String> FAMILY =
            List.of("Abara", "Berg", "Costa", "Diaz", "Eriksen", "Fofana", "Garcia", "Haas", "Ito", "O'Neill");

    private final List<JsonObject> users = new ArrayList<>();

    Users() {
        for (String family : FAMILY) {
            for (String given : GIVEN) {
                users.add(user(users.size(), given, family));
            }
        }
    }

    private static JsonObject user(int number, String given, String family) {
        String email = (given + "." + family.replace("'", "")).toLowerCase(Locale.ROOT) + "@example.com";
        JsonArray groups = new JsonArray();
        if (number % 5 == 0) {
            groups.add(group("analysts", "310000000000001"));
        }
        return new JsonObject()
                .put(
                        "emails",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("type", "work")
                                        .put("value", email)
                                        .put("primary", true)))
                .put("entitlements", new JsonArray().add(new JsonObject().put("value", "databricks-sql-access")))
                .put("displayName", given + " " + family)
                .put("name", new JsonObject().put("familyName", family).put("givenName", given))
                .put("schemas", schemas())
                .put("active", number % 10 != 9)
                .put("groups", groups)
                .put("id", Long.toString(4_200_000_000_000_017L + 7919L * number))
                .put("userName", email);
    }

    static JsonArray schemas() {
        return new JsonArray()
                .add("urn:ietf:params:scim:schemas:core:2.0:User")
                .add("urn:ietf:params:scim:schemas:extension:workspace:2.0:User");
    }

    static JsonObject group(String name, String id) {
        return new JsonObject()
                .put("display", name)
                .put("type", "direct")
                .put("value", id)
                .put("$ref", "Groups/" + id);
    }

    Optional<JsonObject> find(String id) {
        return users.stream().filter(user -> user.getString("id").equals(id)).findFirst();
    }

    List<JsonObject> matching(Predicate<JsonObject> filter, Comparator<JsonObject> order) {
        return users.stream().filter(filter).sorted(order).toList();
    }
}
