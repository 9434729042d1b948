package dev.sluice.face.mcp;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A mistake against the protocol, told as a JSON-RPC error. What a tool cannot do is a result, not this. */
final class RpcError extends RuntimeException {
    static final int PARSE = -32700;
    static final int INVALID_REQUEST = -32600;
    static final int METHOD_NOT_FOUND = -32601;
    static final int INVALID_PARAMS = -32602;
    static final int INTERNAL = -32603;
    /** As MCP 2026-07-28 has them. */
    static final int HEADER_MISMATCH = -32020;

    static final int UNSUPPORTED_VERSION = -32022;

    @Serial
    private static final long serialVersionUID = 1L;

    private final int code;
    private final int status;
    private final @Nullable String data;

    private RpcError(int code, int status, String message, @Nullable String data) {
        super(message, null, false, false);
        this.code = code;
        this.status = status;
        this.data = data;
    }

    /** An error of a message that was understood: HTTP's part of it succeeded. */
    static RpcError of(int code, String message) {
        return new RpcError(code, 200, message, null);
    }

    /** An error that HTTP tells too. */
    static RpcError of(int code, int status, String message) {
        return new RpcError(code, status, message, null);
    }

    /** The same error with HTTP's status. */
    RpcError with(int status) {
        return new RpcError(code, status, message(), data);
    }

    /** The same error with more to it, JSON. */
    RpcError with(String data) {
        return new RpcError(code, status, message(), data);
    }

    int code() {
        return code;
    }

    int status() {
        return status;
    }

    String message() {
        return String.valueOf(getMessage());
    }

    @Nullable
    String data() {
        return data;
    }
}
