package dev.sluice.workspace;

import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.fault.FaultException;
import io.vertx.core.VertxException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClosedException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Tells apart the ways in which no answer came. */
final class TransportFaults {
    private TransportFaults() {}

    /** @param sent whether the request may have reached the workspace and had an effect */
    static FaultException of(Throwable cause, WorkspaceHost host, boolean sent) {
        if (cause instanceof FaultException told) {
            return told;
        }
        return tell(cause, host, sent).asException();
    }

    /** When no connection came about: nothing was sent. */
    static FaultException ofOpening(Throwable cause, WorkspaceHost host) {
        if (cause instanceof TimeoutException) {
            return Fault.of(
                            FaultCode.OVERLOADED,
                            "All connections to " + host.name() + " are in use.",
                            "Nothing was changed: try again.")
                    .withRetryAfter(Duration.ofSeconds(1))
                    .asException();
        }
        return of(cause, host, false);
    }

    private static Fault tell(Throwable cause, WorkspaceHost host, boolean sent) {
        if (cause instanceof UnknownHostException) {
            return Fault.of(
                    FaultCode.WORKSPACE_UNREACHABLE,
                    "The name " + host.name() + " does not resolve.",
                    "Check the host's name, and that this gateway's DNS knows it.");
        }
        if (cause instanceof ConnectionPoolTooBusyException) {
            return Fault.of(FaultCode.OVERLOADED, "Too many requests wait for this workspace.")
                    .withRetryAfter(Duration.ofSeconds(1));
        }
        if (cause instanceof TimeoutException) {
            return lost(FaultCode.WORKSPACE_TIMEOUT, "The workspace did not answer in time.", sent);
        }
        if (!sent && (cause instanceof SSLException || cause.getCause() instanceof SSLException)) {
            return Fault.of(
                    FaultCode.WORKSPACE_UNREACHABLE,
                    "No trusted TLS connection to " + host.name() + ".",
                    "Check the host's certificate and the gateway's trust store.");
        }
        if (cause instanceof ConnectException) {
            return Fault.of(FaultCode.WORKSPACE_UNREACHABLE, "No connection to " + host.name() + ".", "Try again.");
        }
        if (cause instanceof HttpClosedException
                || cause instanceof VertxException
                || cause instanceof java.io.IOException) {
            return lost(
                    FaultCode.WORKSPACE_UNREACHABLE, "The connection to the workspace broke before it answered.", sent);
        }
        return lost(FaultCode.WORKSPACE_ERROR, "The workspace's answer could not be read.", sent);
    }

    private static Fault lost(FaultCode code, String what, boolean sent) {
        return sent ? UnknownOutcome.after(what) : Fault.of(code, what, "Nothing was changed: try again.");
    }
}
