package dev.sluice.sandbox.statements;

import dev.sluice.sandbox.settings.LiveSettings;
import dev.sluice.sandbox.sql.Chunk;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Signs links to chunk files, and knows its own signature again. Every reading of a chunk mints a fresh link. */
final class ResultLinks {
    static final String ROOT = "/api/2.0/fs/files/WorkspaceInternal/Jobs/sql/extended";
    private static final String ALGORITHM = "HmacSHA256";

    /** A link as an answer carries it; the expiration is ISO-8601 in UTC with milliseconds. */
    record Link(String url, String expiration) {}

    /** Whether a link is good. */
    enum Verdict {
        GOOD,
        FORGED,
        EXPIRED
    }

    private final SecretKeySpec key = newKey();
    private final String workspaceId;
    private final LiveSettings settings;
    private final InstantSource clock;
    private volatile int port;

    ResultLinks(String workspaceId, LiveSettings settings, InstantSource clock) {
        this.workspaceId = workspaceId;
        this.settings = settings;
        this.clock = clock;
    }

    /** The port of the storage host, known once it listens. */
    void servedAt(int storagePort) {
        this.port = storagePort;
    }

    Link to(Statement statement, Chunk chunk, String host) {
        Instant issued = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Duration lifetime = settings.now().statements().linkLifetime();
        String path = ROOT + "/" + statement.id() + "/" + chunk.index();
        String url = "http://" + host + ":" + port + path + "?v=1&workspaceId=" + workspaceId
                + "&X-Databricks-Issued=" + issued.toEpochMilli()
                + "&X-Databricks-TTL=" + lifetime.toMillis()
                + "&X-Databricks-Signature=" + sign(path, issued.toEpochMilli(), lifetime.toMillis());
        return new Link(url, text(issued.plus(lifetime)));
    }

    Verdict judge(String path, @Nullable String issued, @Nullable String lifetime, @Nullable String signature) {
        try {
            long from = Long.parseLong(String.valueOf(issued));
            long lasts = Long.parseLong(String.valueOf(lifetime));
            if (signature == null || !same(sign(path, from, lasts), signature)) {
                return Verdict.FORGED;
            }
            return clock.millis() > from + lasts ? Verdict.EXPIRED : Verdict.GOOD;
        } catch (NumberFormatException notOurs) {
            return Verdict.FORGED;
        }
    }

    private static String text(Instant instant) {
        String text = instant.toString();
        // Instant leaves out a fraction of zero; the wire never does.
        return text.contains(".") ? text : text.replace("Z", ".000Z");
    }

    private String sign(String path, long issued, long lifetime) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            String content = path + "\n" + issued + "\n" + lifetime;
            return HexFormat.of().formatHex(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every JDK has " + ALGORITHM, impossible);
        }
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    private static SecretKeySpec newKey() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return new SecretKeySpec(bytes, ALGORITHM);
    }
}
