package dev.sluice.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.store.ListeningConnection.Loss;
import dev.sluice.testing.PostgresResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(PostgresResource.class)
class ListeningConnectionTest {
    private static final String LISTENING = "listening";

    @Inject
    Vertx vertx;

    @Inject
    DatabaseConnector connector;

    @Inject
    @ConfigProperty(name = "sluice.db.url")
    String url;

    @Inject
    @ConfigProperty(name = "sluice.db.username")
    String user;

    private final Queue<String> seen = new ConcurrentLinkedQueue<>();
    private @Nullable ListeningConnection connection;

    @AfterEach
    void close() {
        if (connection != null) {
            connection.close();
        }
    }

    @Test
    void listensOnceWhatIsToldByWayOfThePoolIsHeard() {
        open(connector::connect, connector::tell);

        await().until(() -> seen.contains(LISTENING));
        assertThat(seen).doesNotContain(Loss.DEAF.name());
    }

    /** Another database of the server lets it listen as well, and tells it nothing, like a pool by transaction. */
    @Test
    void doesNotListenWhereNothingIsHeard() {
        PgConnectOptions another =
                PgConnectOptions.fromUri(url).setUser(user).setPassword(user).setDatabase("postgres");

        open(silent -> PgConnection.connect(vertx, another), connector::tell);

        await().atMost(Duration.ofSeconds(20))
                .until(() -> seen.stream().filter(Loss.DEAF.name()::equals).count() >= 2);
        assertThat(seen).doesNotContain(LISTENING);
    }

    @Test
    void listensOnWhereThePoolIsTooBusyToTell() {
        boolean[] busy = {false};
        open(connector::connect, text -> busy[0] ? Future.failedFuture("busy") : connector.tell(text));
        await().until(() -> seen.contains(LISTENING));
        seen.clear();
        busy[0] = true;

        await().atMost(Duration.ofSeconds(30))
                .until(() -> seen.stream().filter("answered"::equals).count() >= 2);

        assertThat(seen).containsOnly("answered");
    }

    private void open(IntFunction<Future<PgConnection>> connect, Function<String, Future<Void>> tell) {
        ListeningConnection opened = new ListeningConnection(vertx, connect, tell, new Recorder());
        connection = opened;
        opened.open();
    }

    private final class Recorder implements ListeningConnection.Listener {
        @Override
        public void listening() {
            seen.add(LISTENING);
        }

        @Override
        public void heard(String payload) {}

        @Override
        public void answered() {
            seen.add("answered");
        }

        @Override
        public void lost(Loss how) {
            seen.add(how.name());
        }
    }
}
