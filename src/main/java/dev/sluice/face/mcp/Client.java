package dev.sluice.face.mcp;

import dev.sluice.account.AccountSelector;
import dev.sluice.caller.Caller;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/**
 * Who sends a request, and how it wants to be served.
 *
 * @param account which connected account the headers name; none where the token does
 * @param compact whether it is shown two tools in place of all
 */
record Client(Caller caller, AccountSelector account, boolean compact) {

    static Client of(Caller caller, HttpServerRequest request) {
        @Nullable String connection = request.getHeader("connection_name");
        @Nullable String mode = mode(request);
        return new Client(
                caller,
                new AccountSelector(
                        request.getHeader("connected_account_id"),
                        connection == null ? request.getHeader("connector") : connection,
                        request.getHeader("identifier")),
                "compact".equals(mode == null ? request.getHeader("sluice-mcp-mode") : mode));
    }

    private static @Nullable String mode(HttpServerRequest request) {
        try {
            return request.getParam("mode");
        } catch (IllegalArgumentException malformed) {
            throw RpcError.of(RpcError.INVALID_REQUEST, 400, "The query string is malformed");
        }
    }

    /** Whether neither token nor headers say which account is meant. */
    boolean namesNoAccount() {
        return caller.account() == null && account.connectedAccountId() == null && account.identifier() == null;
    }

    @Override
    public String toString() {
        return "Client[" + caller.clientId() + "]";
    }
}
