package dev.sluice.face.grpc;

import com.google.protobuf.InvalidProtocolBufferException;
import io.smallrye.mutiny.Uni;

/** One method of a service: a message in, a message out, both as bytes. */
interface UnaryMethod {
    /** @return the answer; fails with a {@link dev.sluice.fault.FaultException}. Cancelling ends the work. */
    Uni<byte[]> call(byte[] message, UnaryContext context) throws InvalidProtocolBufferException;
}
