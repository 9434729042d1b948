package dev.sluice.workspace;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lets an answer through as long as it does not hold the credential that it was got with. What may be the beginning of
 * one is held back until it is known not to be (Knuth, Morris, Pratt), so that none of it gets out.
 */
final class EchoFilter {
    private final String text;
    private final byte[] credential;
    // For each length that has matched: the next shorter beginning that may match too.
    private final int[] shorter;
    private int matched;

    EchoFilter(Authorization authorization) {
        this.text = authorization.credential();
        this.credential = text.getBytes(StandardCharsets.US_ASCII);
        this.shorter = new int[credential.length + 1];
        for (int i = 1, length = 0; i < credential.length; i++) {
            while (length > 0 && credential[i] != credential[length]) {
                length = shorter[length];
            }
            if (credential[i] == credential[length]) {
                length++;
            }
            shorter[i + 1] = length;
        }
    }

    boolean isIn(MultiMap headers) {
        for (Map.Entry<String, String> header : headers) {
            if (header.getValue().contains(text)) {
                return true;
            }
        }
        return false;
    }

    /** What may go on now that this part has come; null if the credential ends in it, and nothing may. */
    @Nullable
    Buffer pass(Buffer part) {
        int before = matched;
        for (int i = 0; i < part.length(); i++) {
            matched = next(matched, part.getByte(i));
            if (matched == credential.length) {
                return null;
            }
        }
        if (before == 0 && matched == 0) {
            return part;
        }
        // What was held back is a beginning of the credential, so it needs no place of its own.
        Buffer whole = Buffer.buffer(before + part.length())
                .appendBytes(credential, 0, before)
                .appendBuffer(part);
        return whole.slice(0, whole.length() - matched);
    }

    /** What was held back, at the end of the body. */
    Buffer rest() {
        Buffer rest = Buffer.buffer().appendBytes(credential, 0, matched);
        matched = 0;
        return rest;
    }

    private int next(int length, byte b) {
        int still = length;
        while (still > 0 && credential[still] != b) {
            still = shorter[still];
        }
        return credential[still] == b ? still + 1 : still;
    }
}
