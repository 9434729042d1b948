package dev.sluice.store;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnectOptions;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Makes the pool from the options that the framework read from the configuration, and single connections like its. A
 * server that acknowledges no byte for some time, such as one whose host is gone, loses its connections.
 */
@Singleton
public final class DatabaseConnector implements PgPoolCreator {
    private static final int UNACKNOWLEDGED_MILLIS = 10_000;

    private final Vertx vertx;
    private final AtomicInteger next = new AtomicInteger();
    private volatile List<PgConnectOptions> servers = List.of();
    private volatile @Nullable Pool pool;

    DatabaseConnector(Vertx vertx) {
        this.vertx = vertx;
    }

    @Override
    public Pool create(Input input) {
        List<PgConnectOptions> options = input.pgConnectOptionsList();
        for (PgConnectOptions each : options) {
            each.setTcpUserTimeout(UNACKNOWLEDGED_MILLIS);
            each.setTcpKeepAlive(true);
        }
        servers = options.stream().map(PgConnectOptions::new).toList();
        Pool made = PgBuilder.pool()
                .connectingTo(List.<SqlConnectOptions>copyOf(options))
                .with(input.poolOptions())
                .using(input.vertx())
                .build();
        pool = made;
        return made;
    }

    /** Tells all who listen for changes, by way of the pool; the text is the gateway's own, without quotes. */
    Future<Void> tell(String text) {
        @Nullable Pool through = pool;
        return through == null
                ? notMade()
                : through.query("select pg_notify('sluice_change', '" + text + "')")
                        .execute()
                        .mapEmpty();
    }

    /** A connection beside the pool, which is closed when nothing was read from it for some seconds. */
    Future<PgConnection> connect(int silentSeconds) {
        List<PgConnectOptions> known = servers;
        if (known.isEmpty()) {
            return notMade();
        }
        PgConnectOptions server = new PgConnectOptions(known.get(Math.floorMod(next.getAndIncrement(), known.size())));
        server.setReadIdleTimeout(silentSeconds);
        server.setMetricsName("changes");
        return PgConnection.connect(vertx, server);
    }

    private static <T> Future<T> notMade() {
        return Future.failedFuture("The pool has not been made yet");
    }
}
