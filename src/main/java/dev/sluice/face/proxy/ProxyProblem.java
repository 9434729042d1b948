package dev.sluice.face.proxy;

import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.fault.FaultException;
import dev.sluice.fault.Problem;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Locale;
import org.jboss.logging.Logger;

/** A problem document that is an error of Databricks' API as well, so that its SDKs and drivers show what it says. */
final class ProxyProblem {
    private static final Logger LOG = Logger.getLogger(ProxyProblem.class);

    private ProxyProblem() {}

    /** The fault that a failure carries; any other failure is ours, and its details go to the log alone. */
    static Fault faultOf(Throwable cause, String executionId) {
        if (cause instanceof FaultException told) {
            return told.fault();
        }
        LOG.errorf(cause, "Call %s failed inside the gateway", executionId);
        return Fault.of(FaultCode.INTERNAL, "The gateway failed.", "Report this with its execution_id.");
    }

    static Future<Void> write(HttpServerRequest request, Fault fault, String executionId) {
        HttpServerResponse response = request.response();
        if (response.ended() || response.closed() || response.headWritten()) {
            return Future.succeededFuture();
        }
        response.setStatusCode(fault.code().httpStatus()).putHeader("Content-Type", Problem.MEDIA_TYPE);
        if (fault.retryAfter() != null) {
            response.putHeader("Retry-After", Long.toString(fault.retryAfterSeconds()));
        }
        if (fault.code() == FaultCode.UNAUTHENTICATED) {
            response.putHeader("WWW-Authenticate", "Bearer realm=\"sluice\"");
        }
        String message = fault.hint() == null ? fault.detail() : fault.detail() + " " + fault.hint();
        Buffer body = Problem.of(fault, executionId)
                .put("error_code", fault.code().label().toUpperCase(Locale.ROOT))
                .put("message", message)
                .toBuffer();
        return request.method().equals(HttpMethod.HEAD) ? response.end() : response.end(body);
    }
}
