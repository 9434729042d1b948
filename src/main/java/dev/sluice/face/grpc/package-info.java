/**
 * gRPC on the one port, for the official SDKs: unary calls over the HTTP/2 that serves everything else. No decisions; the
 * messages are in {@code src/main/protobuf}.
 */
@NullMarked
package dev.sluice.face.grpc;

import org.jspecify.annotations.NullMarked;
