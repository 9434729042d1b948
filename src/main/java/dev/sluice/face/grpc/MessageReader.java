package dev.sluice.face.grpc;

import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.fault.FaultException;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Collects the one message of a unary call, bounded: a flag, four bytes of length, and as many bytes. */
final class MessageReader {
    /** Databricks takes statements of at most 16 MiB; the other members need room beside it. */
    static final int MOST_BYTES = 20 * 1024 * 1024;

    private static final int HEAD = 5;

    private final Buffer frame = Buffer.buffer();

    void add(Buffer part) {
        if (frame.length() + part.length() > HEAD + MOST_BYTES) {
            throw tooLarge();
        }
        frame.appendBuffer(part);
    }

    /** @param encoding the header {@code grpc-encoding}, which says how a message with the flag is compressed */
    byte[] message(@Nullable String encoding) {
        if (frame.length() < HEAD || frame.getUnsignedInt(1) != frame.length() - HEAD) {
            throw malformed();
        }
        byte[] bytes = frame.getBytes(HEAD, frame.length());
        if (frame.getByte(0) == 0) {
            return bytes;
        }
        if (!"gzip".equals(encoding)) {
            throw Fault.of(FaultCode.METHOD_NOT_ALLOWED, "The message's compression is not known.", "Use gzip or none.")
                    .asException();
        }
        return inflated(bytes);
    }

    private static byte[] inflated(byte[] bytes) {
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            byte[] inflated = gzip.readNBytes(MOST_BYTES + 1);
            if (inflated.length > MOST_BYTES) {
                throw tooLarge();
            }
            return inflated;
        } catch (IOException notGzip) {
            throw malformed();
        }
    }

    static FaultException malformed() {
        return Fault.of(
                        FaultCode.INVALID_REQUEST,
                        "The message is not what the method takes.",
                        "Send one message of the method's type.")
                .asException();
    }

    private static FaultException tooLarge() {
        return Fault.of(
                        FaultCode.PAYLOAD_TOO_LARGE,
                        "The message is larger than " + MOST_BYTES + " bytes.",
                        "Send less; a statement may have at most 16 MiB.")
                .asException();
    }
}
