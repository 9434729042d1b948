package dev.sluice.testing;

import com.google.protobuf.Message;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** gRPC's own client for Java, on one connection. */
public final class GrpcClient implements AutoCloseable {
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private final ManagedChannel channel;

    private GrpcClient(ManagedChannel channel) {
        this.channel = channel;
    }

    public static GrpcClient plaintext(int port) {
        return new GrpcClient(NettyChannelBuilder.forAddress("127.0.0.1", port)
                .usePlaintext()
                .disableRetry()
                .build());
    }

    /** One method of a service, with the messages that go in and out. */
    public static <I extends Message, O extends Message> MethodDescriptor<I, O> method(String path, I in, O out) {
        return MethodDescriptor.newBuilder(ProtoUtils.marshaller(in), ProtoUtils.marshaller(out))
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName(path)
                .build();
    }

    /** Calls and waits. Throws {@link io.grpc.StatusRuntimeException}, its trailers with it. */
    public <I, O> O call(MethodDescriptor<I, O> method, I message, String... authorizations) {
        return ClientCalls.blockingUnaryCall(start(method, CallOptions.DEFAULT, authorizations), message);
    }

    /** Calls with more metadata, waits, and gives the metadata that the answer began with. */
    public <I, O> Metadata headers(
            MethodDescriptor<I, O> method, I message, String authorization, Map<String, String> more) {
        Metadata sent = new Metadata();
        sent.put(AUTHORIZATION, authorization);
        more.forEach((name, value) -> sent.put(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER), value));
        AtomicReference<Metadata> headers = new AtomicReference<>();
        Channel observed = ClientInterceptors.intercept(
                channel,
                MetadataUtils.newAttachHeadersInterceptor(sent),
                MetadataUtils.newCaptureMetadataInterceptor(headers, new AtomicReference<>()));
        ClientCalls.blockingUnaryCall(observed, method, CallOptions.DEFAULT, message);
        return Objects.requireNonNull(headers.get());
    }

    /** A call that is yet to be sent, with options such as a deadline. */
    public <I, O> ClientCall<I, O> start(MethodDescriptor<I, O> method, CallOptions options, String... authorizations) {
        Metadata headers = new Metadata();
        for (String authorization : authorizations) {
            headers.put(AUTHORIZATION, authorization);
        }
        return ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(headers))
                .newCall(method, options);
    }

    @Override
    public void close() {
        channel.shutdownNow();
        try {
            if (!channel.awaitTermination(10, TimeUnit.SECONDS)) {
                throw new AssertionError("the channel did not end");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
