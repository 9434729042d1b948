package dev.sluice.sandbox.http;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;

/** How a body goes out once status and headers are set. The future ends with the body, or with its failure. */
@FunctionalInterface
public interface Delivery {
    Future<Void> send(HttpServerResponse response, Body body);
}
