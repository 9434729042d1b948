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

    private static final String NO_ID = "null";

    @Serial
    private static final long serialVersionUID = 1L;

    private final int code;
    private final int status;
    private final @Nullable String data;
    private final String id;

    private RpcError(int code, int status, String message, @Nullable String data, String id) {
        super(message, null, false, false);
        this.code = code;
        this.status = status;
        this.data = data;
        this.id = id;
    }

    /** An error of a message that was understood: HTTP's part of it succeeded. */
    static RpcError of(int code, String message) {
        return new RpcError(code, 200, message, null, NO_ID);
    }

    /** An error that HTTP tells too. */
    static RpcError of(int code, int status, String message) {
        return new RpcError(code, status, message, null, NO_ID);
    }

    /** The same error with HTTP's status. */
    RpcError with(int status) {
        return new RpcError(code, status, message(), data, id);
    }

    /** The same error with more to it, JSON. */
    RpcError with(String data) {
        return new RpcError(code, status, message(), data, id);
    }

    /** The same error, of the request with this id, JSON. */
    RpcError about(String id) {
        return new RpcError(code, status, message(), data, id);
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

    /** The id of the request, JSON, where it was told before the error was built; else null. */
    String id() {
        return id;
    }
}
