package dev.sluice.face.rest.admin;

import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;

/** What Quarkus REST tells by a status alone. */
final class FrameworkFault {
    private FrameworkFault() {}

    static Fault of(int status) {
        return switch (status) {
            case 404 -> Fault.of(FaultCode.NOT_FOUND, "There is nothing at this path", "/q/openapi lists the paths");
            case 405 ->
                Fault.of(FaultCode.METHOD_NOT_ALLOWED, "The path has no such method", "The Allow header lists them");
            case 406 -> Fault.of(FaultCode.INVALID_REQUEST, "The answer is JSON only", "Accept application/json");
            case 413 -> Fault.of(FaultCode.PAYLOAD_TOO_LARGE, "The request body is too large");
            case 415 ->
                Fault.of(
                        FaultCode.INVALID_REQUEST,
                        "The body has a media type that this path does not take",
                        "Send Content-Type: application/json");
            default ->
                status < 500
                        ? Fault.of(FaultCode.INVALID_REQUEST, "The request cannot be read", "/q/openapi describes it")
                        : Fault.of(FaultCode.INTERNAL, "The gateway failed", "Look into its log, or report it");
        };
    }
}
