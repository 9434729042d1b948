package dev.sluice.face.grpc;

import com.google.protobuf.Any;
import dev.sluice.face.grpc.wire.errdetails.ErrorInfo;
import dev.sluice.face.grpc.wire.errdetails.FieldViolation;
import dev.sluice.face.grpc.wire.errdetails.RequestInfo;
import dev.sluice.face.grpc.wire.errdetails.ToolErrorInfo;
import dev.sluice.face.grpc.wire.errdetails.ValidationErrorInfo;
import dev.sluice.face.grpc.wire.status.Status;
import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A fault as gRPC tells it: {@code grpc-status}, {@code grpc-message} and, always, {@code grpc-status-details-bin}, without
 * which some SDKs lose the error.
 */
record GrpcStatus(int code, String message, byte[] details) {
    private static final String TOOL_ERROR = "TOOL_ERROR";
    private static final int UNAUTHENTICATED = FaultCode.UNAUTHENTICATED.grpcCode();
    // A client takes 8 KiB of headers, and the text is in them three times, twice encoded.
    private static final int LONGEST_MESSAGE = 1000;
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    /** @param sdk the client's {@code x-sdk-version} */
    static GrpcStatus of(Fault fault, String executionId, @Nullable String sdk) {
        String message = shortened(fault.hint() == null ? fault.detail() : fault.detail() + " " + fault.hint());
        int code = isOfCredentials(fault.code()) && ClientRelease.tellsToolErrors(sdk)
                ? UNAUTHENTICATED
                : fault.code().grpcCode();
        Status status = Status.newBuilder()
                .setCode(code)
                .setMessage(message)
                .addDetails(Any.pack(info(fault, message, executionId)))
                .build();
        return new GrpcStatus(code, message, status.toByteArray());
    }

    private static boolean isOfCredentials(FaultCode code) {
        return code == FaultCode.CREDENTIALS_REJECTED || code == FaultCode.TOKEN_REJECTED;
    }

    // SDKs neither repeat a TOOL_ERROR nor fetch a new token for it.
    private static ErrorInfo info(Fault fault, String message, String executionId) {
        ErrorInfo.Builder info =
                ErrorInfo.newBuilder().setRequestInfo(RequestInfo.newBuilder().setRequestId(executionId));
        if (fault.pointer() != null) {
            info.setValidationErrorInfo(ValidationErrorInfo.newBuilder()
                    .addFieldViolations(FieldViolation.newBuilder()
                            .setField(fault.pointer())
                            .setDescription(message)
                            .setConstraint(fault.code().label())));
        }
        if (!fault.code().ofWorkspace()) {
            return info.setErrorCode(fault.code().name()).build();
        }
        return info.setErrorCode(TOOL_ERROR)
                .setToolErrorInfo(ToolErrorInfo.newBuilder()
                        .setExecutionId(executionId)
                        .setToolErrorMessage(message)
                        .setToolErrorCode(fault.code().label().toUpperCase(Locale.ROOT)))
                .build();
    }

    /** The beginning of a text, if it has too many bytes in UTF-8. */
    private static String shortened(String text) {
        int bytes = 0;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int point = text.codePointAt(i);
            bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
            if (bytes > LONGEST_MESSAGE) {
                return text.substring(0, i) + "…";
            }
        }
        return text;
    }

    /** The message percent-encoded, as a header carries it (gRPC over HTTP/2, Responses). */
    String encodedMessage() {
        StringBuilder encoded = new StringBuilder(message.length());
        for (byte b : message.getBytes(StandardCharsets.UTF_8)) {
            if (b >= ' ' && b <= '~' && b != '%') {
                encoded.append((char) b);
            } else {
                encoded.append('%').append(HEX[(b >> 4) & 0xf]).append(HEX[b & 0xf]);
            }
        }
        return encoded.toString();
    }

    /** The details as a binary header carries them. */
    String encodedDetails() {
        return Base64.getEncoder().withoutPadding().encodeToString(details);
    }
}
