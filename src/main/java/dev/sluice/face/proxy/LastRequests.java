package dev.sluice.face.proxy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.http.HttpConnection;
import jakarta.inject.Singleton;

/**
 * Connections on which a request was the last that is listened to: where it ended may have been told in two ways, so
 * what comes behind it may be anything. Those that come pipelined have been read already and are dropped.
 */
@Singleton
final class LastRequests {
    private final Cache<HttpConnection, Boolean> heard =
            Caffeine.newBuilder().weakKeys().build();

    void on(HttpConnection connection) {
        heard.put(connection, true);
    }

    boolean heardOn(HttpConnection connection) {
        return heard.getIfPresent(connection) != null;
    }
}
