package dev.sluice.sandbox.warehouses;

import dev.sluice.sandbox.http.Call;
import dev.sluice.sandbox.warehouses.Warehouse.State;
import io.vertx.core.json.JsonObject;

/**
 * A warehouse as the API writes it; members and their order as recorded from a live workspace. Its health is shown to
 * those who manage it.
 */
final class WarehouseJson {
    private static final String HIDDEN =
            "Warehouse health details are not visible to users with the CAN_USE permission on the warehouse";

    private WarehouseJson() {}

    static JsonObject of(Warehouse warehouse, boolean managed, Call call) {
        State state = warehouse.state();
        boolean up = state == State.RUNNING || state == State.STARTING;
        return new JsonObject()
                .put("id", warehouse.id())
                .put("name", warehouse.name())
                .put("size", "XXSMALL")
                .put("cluster_size", "2X-Small")
                .put("min_num_clusters", 1)
                .put("max_num_clusters", 1)
                .put("auto_stop_mins", 10)
                .put("auto_resume", true)
                .put("creator_name", "admin@example.com")
                .put("creator_id", 77133922708245L)
                .put("tags", new JsonObject())
                .put("spot_instance_policy", "COST_OPTIMIZED")
                .put("enable_photon", true)
                .put("channel", new JsonObject().put("name", "CHANNEL_NAME_CURRENT"))
                .put("enable_serverless_compute", true)
                .put("warehouse_type", "PRO")
                .put("num_clusters", up ? 1 : 0)
                .put("state", state.name())
                .put("jdbc_url", jdbcUrl(warehouse, call))
                .put("odbc_params", odbc(warehouse, call))
                .put("health", health(managed));
    }

    private static String path(Warehouse warehouse) {
        return "/sql/1.0/warehouses/" + warehouse.id();
    }

    private static String jdbcUrl(Warehouse warehouse, Call call) {
        return "jdbc:spark://" + call.host() + ":" + call.port()
                + "/default;transportMode=http;ssl=0;AuthMech=3;httpPath=" + path(warehouse) + ";";
    }

    private static JsonObject odbc(Warehouse warehouse, Call call) {
        return new JsonObject()
                .put("hostname", call.host())
                .put("path", path(warehouse))
                .put("protocol", "http")
                .put("port", call.port());
    }

    private static JsonObject health(boolean managed) {
        JsonObject health = new JsonObject().put("status", "HEALTHY");
        return managed ? health : health.put("details", HIDDEN);
    }
}
