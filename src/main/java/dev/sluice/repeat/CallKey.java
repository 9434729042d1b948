package dev.sluice.repeat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What makes two calls the same. Holds digests alone: parameters may hold SQL and secrets.
 *
 * @param id of the call: whose it is, and its idempotency key or all of its parameters
 * @param owner whose it is: client, account and workspace
 * @param fingerprint of the parameters, which calls with one key must share
 * @param named whether the caller gave an idempotency key
 * @param partial whether the call may have done a part of its work when it fails
 */
public record CallKey(String id, String owner, String fingerprint, boolean named, boolean partial) {
    private static final byte SEPARATOR = 0;

    /**
     * The key of a call.
     *
     * @param client the API client or key that calls
     * @param account the connected account that it acts as; belongs to one environment
     * @param workspace where the account leads now
     * @param idempotencyKey what the caller named the call, or null
     * @param params the tool's parameters in a canonical form
     */
    public static CallKey of(
            String client,
            String account,
            String workspace,
            String tool,
            @Nullable String idempotencyKey,
            byte[] params) {
        String fingerprint = digest(bytes(tool), params);
        String name = idempotencyKey == null ? "params\0" + fingerprint : "key\0" + idempotencyKey;
        String owner = digest(bytes(client), bytes(account), bytes(workspace));
        return new CallKey(digest(bytes(owner), bytes(name)), owner, fingerprint, idempotencyKey != null, false);
    }

    /** The same, of a call that may fail half way. */
    public CallKey partly() {
        return new CallKey(id, owner, fingerprint, named, true);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String digest(byte[]... parts) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                sha.update(part);
                sha.update(SEPARATOR);
            }
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every JDK has SHA-256", missing);
        }
    }
}
