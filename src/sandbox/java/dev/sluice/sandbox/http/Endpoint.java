package dev.sluice.sandbox.http;

import io.vertx.core.Future;

/** What answers a route. May throw or fail with a {@link Refusal}; must not block. */
@FunctionalInterface
public interface Endpoint {
    Future<Reply> handle(Call call);
}
