package dev.sluice.face.mcp;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.fault.FaultException;
import dev.sluice.fault.Problem;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import org.jboss.logging.Logger;

/** Answers what is no request of the protocol: a problem document, or a JSON-RPC error. */
final class HttpRefusal {
    private static final Logger LOG = Logger.getLogger(HttpRefusal.class);

    private HttpRefusal() {}

    static void write(HttpServerRequest request, Throwable cause) {
        HttpServerResponse response = request.response();
        if (response.ended() || response.closed()) {
            return;
        }
        if (cause instanceof RpcError error) {
            response.setStatusCode(error.status())
                    .putHeader("Content-Type", "application/json")
                    .end("{\"jsonrpc\":\"2.0\",\"id\":" + error.id() + ",\"error\":{\"code\":" + error.code()
                            + ",\"message\":" + TextNode.valueOf(error.message()) + "}}");
        } else {
            problem(request, response, faultOf(cause));
        }
        // What is left of the body is thrown away, so that the connection can go on.
        request.resume();
    }

    private static void problem(HttpServerRequest request, HttpServerResponse response, Fault fault) {
        response.setStatusCode(fault.code().httpStatus()).putHeader("Content-Type", Problem.MEDIA_TYPE);
        if (fault.code() == FaultCode.UNAUTHENTICATED) {
            boolean presented = request.getHeader("Authorization") != null;
            response.putHeader(
                    "WWW-Authenticate", "Bearer realm=\"sluice\"" + (presented ? ", error=\"invalid_token\"" : ""));
        }
        if (fault.retryAfter() != null) {
            response.putHeader("Retry-After", Long.toString(fault.retryAfterSeconds()));
        }
        if (fault.code() == FaultCode.PAYLOAD_TOO_LARGE && response.streamId() < 0) {
            response.putHeader("Connection", "close");
        }
        response.end(Problem.of(fault, null).toBuffer());
    }

    private static Fault faultOf(Throwable cause) {
        if (cause instanceof FaultException told) {
            return told.fault();
        }
        LOG.error("A request failed inside the gateway", cause);
        return Fault.of(FaultCode.INTERNAL, "The gateway failed.");
    }
}
