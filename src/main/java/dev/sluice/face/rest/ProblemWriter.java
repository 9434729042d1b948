package dev.sluice.face.rest;

import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.fault.FaultException;
import dev.sluice.fault.Problem;
import io.vertx.core.http.HttpServerResponse;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Answers a raw route with a problem document. */
final class ProblemWriter {
    private static final Logger LOG = Logger.getLogger(ProblemWriter.class);

    private ProblemWriter() {}

    /** The fault that a failure carries; any other failure is ours, and its details go to the log alone. */
    static Fault faultOf(Throwable cause, String executionId) {
        if (cause instanceof FaultException told) {
            return told.fault();
        }
        LOG.errorf(cause, "Call %s failed inside the gateway", executionId);
        return Fault.of(FaultCode.INTERNAL, "The gateway failed.", "Report this with its execution_id.");
    }

    static void write(HttpServerResponse response, Fault fault, @Nullable String executionId) {
        if (response.ended() || response.closed() || response.headWritten()) {
            return;
        }
        response.setStatusCode(fault.code().httpStatus()).putHeader("Content-Type", Problem.MEDIA_TYPE);
        if (fault.retryAfter() != null) {
            response.putHeader("Retry-After", Long.toString(fault.retryAfterSeconds()));
        }
        if (fault.code() == FaultCode.UNAUTHENTICATED) {
            response.putHeader("WWW-Authenticate", "Bearer realm=\"sluice\"");
        }
        boolean http1 = response.streamId() < 0;
        if (fault.code() == FaultCode.PAYLOAD_TOO_LARGE && http1) {
            // The rest of the request is not read, so nothing else can follow on this connection.
            response.putHeader("Connection", "close");
        }
        response.end(Problem.of(fault, executionId).toBuffer());
    }
}
