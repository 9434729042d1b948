package dev.sluice.sandbox.auth;

import dev.sluice.sandbox.http.Call;
import dev.sluice.sandbox.http.Reply;
import io.vertx.core.Future;

/** An endpoint that is told who calls. */
@FunctionalInterface
public interface SecuredEndpoint {
    Future<Reply> handle(Call call, Principal principal);
}
