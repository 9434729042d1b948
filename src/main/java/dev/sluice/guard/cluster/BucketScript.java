package dev.sluice.guard.cluster;

import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;

/** A token bucket in Redis, by Redis' own clock: one script, so that one round trip reads, decides and writes. */
final class BucketScript {
    private static final String PREFIX = "sluice:rate:";
    private static final int NAME_BYTES = 16;

    // Numbers are written with a format: Lua's own has 14 digits, and microseconds since 1970 have 16.
    private static final String LUA = """
            local rate, burst = tonumber(ARGV[1]), tonumber(ARGV[2])
            local clock = redis.call('TIME')
            local now = clock[1] * 1000000 + clock[2]
            local held = redis.call('HMGET', KEYS[1], 'tokens', 'at')
            local tokens, at = tonumber(held[1]) or burst, tonumber(held[2]) or now
            if at > now then now = at end
            tokens = math.min(burst, tokens + (now - at) * rate / 1000000)
            local granted = 0
            if tokens >= 1 then
                granted = 1
                tokens = tokens - 1
            end
            redis.call('HSET', KEYS[1], 'tokens', string.format('%.9f', tokens), 'at', string.format('%.0f', now))
            redis.call('PEXPIRE', KEYS[1], math.ceil(burst / rate * 1000) + 1000)
            local next = 0
            if granted == 0 then next = math.ceil((1 - tokens) * 1000000 / rate) end
            return {granted, math.floor(tokens), math.ceil((burst - tokens) * 1000000 / rate), next}
            """;

    private static final String SHA1 =
            HexFormat.of().formatHex(digest("SHA-1").digest(LUA.getBytes(StandardCharsets.US_ASCII)));

    private BucketScript() {}

    /** Takes one token, by the script's digest. */
    static Request byDigest(String name, int rate, int burst) {
        return take(Request.cmd(Command.EVALSHA).arg(SHA1), name, rate, burst);
    }

    /** Takes one token, with the script itself, which Redis then knows by its digest. */
    static Request whole(String name, int rate, int burst) {
        return take(Request.cmd(Command.EVAL).arg(LUA), name, rate, burst);
    }

    static boolean isUnknown(Throwable failure) {
        return failure.getMessage() != null && failure.getMessage().startsWith("NOSCRIPT");
    }

    static ClusterVerdict verdict(Response answer) {
        return new ClusterVerdict(
                answer.get(0).toInteger() == 1,
                answer.get(1).toLong(),
                Duration.of(answer.get(2).toLong(), ChronoUnit.MICROS),
                Duration.of(answer.get(3).toLong(), ChronoUnit.MICROS));
    }

    private static Request take(Request script, String name, int rate, int burst) {
        return script.arg(1).arg(key(name)).arg(rate).arg(burst);
    }

    /** A digest, since names may tell customers' hosts. */
    private static String key(String name) {
        byte[] digest = digest("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
        return PREFIX + HexFormat.of().formatHex(digest, 0, NAME_BYTES);
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has " + algorithm, e);
        }
    }
}
