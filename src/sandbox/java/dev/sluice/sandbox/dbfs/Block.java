package dev.sluice.sandbox.dbfs;

import dev.sluice.sandbox.http.Call;
import dev.sluice.sandbox.http.Fields;
import dev.sluice.sandbox.http.Refusal;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** The 1 MB that one call reads or writes at most. Databricks REST: DBFS API. */
final class Block {
    static final int MOST_BYTES = 1 << 20;
    private static final long DEFAULT_READ = MOST_BYTES / 2;

    private Block() {}

    /** Bytes of a request, in base64. */
    static Buffer read(Fields fields, String name) {
        Buffer bytes = fields.bytes(name);
        if (bytes.length() > MOST_BYTES) {
            throw Refusal.of(
                    400,
                    "MAX_BLOCK_SIZE_EXCEEDED",
                    "The block of " + bytes.length() + " bytes exceeds the limit of " + MOST_BYTES + " bytes.");
        }
        return bytes;
    }

    /** How many bytes a read asks for: half a block unless it says. */
    static long length(Call call) {
        long length = number(call, "length", DEFAULT_READ);
        if (length > MOST_BYTES) {
            throw Refusal.of(
                    400,
                    "MAX_READ_SIZE_EXCEEDED",
                    "The read of " + length + " bytes exceeds the limit of " + MOST_BYTES + " bytes.");
        }
        return length;
    }

    static long offset(Call call) {
        return number(call, "offset", 0);
    }

    private static long number(Call call, String name, long otherwise) {
        @Nullable Long given = Fields.ofQuery(call).number(name);
        long number = given == null ? otherwise : given;
        if (number >= 0) {
            return number;
        }
        throw Refusal.field(name, "The " + name + " must be 0 or a positive number, not " + number + ".");
    }
}
