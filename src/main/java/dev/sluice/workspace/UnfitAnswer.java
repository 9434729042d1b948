package dev.sluice.workspace;

import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.fault.FaultException;
import io.vertx.core.http.HttpClientResponse;

/** Tells which answers are not passed on, by their heads, and why others end before their end. */
final class UnfitAnswer {
    private static final String REPORT = "Report this to the operator of the gateway.";
    private static final String LESS = "Ask for less at a time, by pages or byte ranges.";

    private UnfitAnswer() {}

    /** Fails where the head cannot be passed on. */
    static void check(HttpClientResponse response, WorkspaceRequest request, EchoFilter echo, ForwardLimits limits) {
        if (echo.isIn(response.headers())) {
            throw echoed();
        }
        if (!isFramed(response, request)) {
            throw fault(FaultCode.WORKSPACE_ERROR, "The workspace's answer does not tell where it ends.", REPORT);
        }
        String encoding = response.getHeader("content-encoding");
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw fault(
                    FaultCode.WORKSPACE_ERROR,
                    "The workspace's answer has an encoding that was not asked for.",
                    REPORT);
        }
        if (length(response) > limits.answerBytes()) {
            throw tooLarge(limits);
        }
    }

    // A body that ends with the connection looks whole when it is cut.
    private static boolean isFramed(HttpClientResponse response, WorkspaceRequest request) {
        return request.method().name().equals("HEAD")
                || response.statusCode() == 204
                || response.statusCode() == 304
                || response.headers().contains("content-length")
                || "chunked".equalsIgnoreCase(response.getHeader("transfer-encoding"));
    }

    private static long length(HttpClientResponse response) {
        String length = response.getHeader("content-length");
        return length != null && length.matches("\\d{1,18}") ? Long.parseLong(length) : 0;
    }

    static FaultException echoed() {
        return fault(
                FaultCode.WORKSPACE_ERROR,
                "The workspace's answer holds the token that it was asked with, and was withheld.",
                REPORT);
    }

    static FaultException tooLarge(ForwardLimits limits) {
        return fault(
                FaultCode.RESULT_TOO_LARGE,
                "The workspace's answer is larger than " + limits.answerBytes() + " bytes.",
                LESS);
    }

    static FaultException tooLong(ForwardLimits limits) {
        return fault(
                FaultCode.WORKSPACE_TIMEOUT,
                "The workspace's answer took longer than " + limits.total().toSeconds() + " s.",
                LESS);
    }

    static FaultException unread(ForwardLimits limits) {
        return fault(
                FaultCode.CLIENT_CANCELLED,
                "The caller read nothing for " + limits.idle().toSeconds() + " s.",
                "Read the answer as it comes.");
    }

    private static FaultException fault(FaultCode code, String detail, String hint) {
        return Fault.of(code, detail, hint).asException();
    }
}
