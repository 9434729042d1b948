package dev.sluice.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.demo.JsonApi;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is changed at one gateway holds at the others within 1 s, though they hold copies in memory. */
@ExtendWith(SharedCluster.class)
@Timeout(60)
class ReplicasIT {
    private static final Duration SPREAD = Duration.ofSeconds(1);

    private Cluster cluster;
    private Subject subject;

    @BeforeEach
    void connect(Cluster shared) {
        cluster = shared;
        subject = Subject.connect(cluster, cluster.tenant("replicas"), cluster.acme())
                .warm();
    }

    /** Callers of the other gateway see 409 {@code account_not_connected}, and 200 again after the reconnect. */
    @Test
    void anAccountThatIsSwitchedOffIsOffEverywhere() {
        String path = "/api/v1/connected_accounts/" + subject.accountId();
        subject.tenant().api().post(path + ":disconnect", new JsonObject()).orFail("Disconnecting");
        spreads(() -> Told.by(() -> subject.list(1)).is(409, "account_not_connected"));

        subject.tenant().api().post(path + ":reconnect", new JsonObject()).orFail("Reconnecting");
        spreads(() -> Told.by(() -> subject.list(1)).isOk());
    }

    /** Callers of the other gateway see 403 {@code tool_not_allowed}, then 401 {@code unauthenticated}. */
    @Test
    void aKeyThatIsRestrictedAndThenRevokedIsSoEverywhere() {
        JsonApi operator = cluster.operator(0);
        JsonObject key = operator.post(
                        "/api/v1/environments/" + subject.tenant().environment() + "/api_keys",
                        new JsonObject().put("name", "restricted"))
                .orFail("Creating a key");
        String path = "/api/v1/environments/" + subject.tenant().environment() + "/api_keys/" + key.getString("id");
        JsonApi keyed = new JsonApi(cluster.replica(1).url(), key.getString("api_key"));
        Told.by(() -> keyed.post("/api/v1/execute_tool", subject.list())).isOk();

        operator.put(
                        path + "/tool_policy",
                        new JsonObject().put("tools", new JsonArray().add("databricksworkspace_jobs_list")))
                .orFail("Restricting the key");
        spreads(() -> Told.by(() -> keyed.post("/api/v1/execute_tool", subject.list()))
                .is(403, "tool_not_allowed"));

        assertThat(operator.delete(path).status()).isEqualTo(204);
        spreads(() -> Told.by(() -> keyed.post("/api/v1/execute_tool", subject.list()))
                .is(401, "unauthenticated"));
    }

    /** Changes that were made while the other gateway heard nothing hold there within 1 s after it hears again. */
    @Test
    void aGatewayThatWasFrozenCatchesUp() {
        String path = "/api/v1/connected_accounts/" + subject.accountId();
        cluster.replica(1).freeze();
        subject.tenant().api().post(path + ":disconnect", new JsonObject()).orFail("Disconnecting");

        cluster.replica(1).thaw();

        spreads(() -> Told.by(() -> subject.list(1)).is(409, "account_not_connected"));
    }

    private static void spreads(Runnable seen) {
        await().atMost(SPREAD).pollInterval(Duration.ofMillis(20)).untilAsserted(seen::run);
    }
}
