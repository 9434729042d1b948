package dev.sluice.face.mcp;

import dev.sluice.caller.Caller;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;

/**
 * A session of a client that made a handshake. Nothing is kept of it: its id is random bytes and a digest of them with
 * its caller, so that any replica can tell whose it is. The digest is no secret, as an id opens nothing: whoever makes one
 * up has a session of its own.
 */
final class Session {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 16;
    private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

    private Session() {}

    /** A new id. */
    static String open(Caller caller) {
        byte[] random = new byte[BYTES];
        RANDOM.nextBytes(random);
        String nonce = TEXT.encodeToString(random);
        return nonce + "." + digest(nonce, caller);
    }

    /** Whether an id is one of this caller's. */
    static boolean isOf(Caller caller, String id) {
        int dot = id.indexOf('.');
        return dot > 0 && id.substring(dot + 1).equals(digest(id.substring(0, dot), caller));
    }

    /** Names a request of a session among all there are. */
    static String key(Caller caller, String session, String requestId) {
        return digest(session + '\n' + requestId, caller);
    }

    private static String digest(String text, Caller caller) {
        String whole = String.join(
                "\n", caller.environment().value(), caller.clientId(), String.valueOf(caller.account()), text);
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(whole.getBytes(StandardCharsets.UTF_8));
            return TEXT.encodeToString(Arrays.copyOf(digest, BYTES));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
