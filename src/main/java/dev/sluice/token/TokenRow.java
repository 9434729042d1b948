package dev.sluice.token;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** What the database says of an account's token. Times are also told as seconds from now, by the database's clock. */
final class TokenRow {
    final String accountId;
    final long credentialVersion;
    final String host;
    final long generation;
    final @Nullable String vaultKeyId;
    final byte @Nullable [] wrappedDataKey;
    final byte @Nullable [] ciphertext;
    final @Nullable Instant mintedAt;
    final @Nullable Instant expiresAt;
    final @Nullable Instant renewAt;
    final @Nullable Double mintedIn;
    final @Nullable Double expiresIn;
    final @Nullable Double renewIn;
    final @Nullable String mintingBy;
    final @Nullable Long mintingVersion;
    final @Nullable Double mintingFor;
    final @Nullable String failureCode;
    final @Nullable String failureDetail;
    final @Nullable String failureHint;
    final @Nullable Instant failedAt;
    final int failures;
    final @Nullable Instant retryAt;
    final @Nullable Double retryIn;

    /** Whether the mint is now whoever's asked. */
    final boolean claimed;

    /** @param json the row as PostgreSQL writes rows */
    TokenRow(String json) {
        JsonObject row = new JsonObject(json);
        accountId = row.getString("account_id");
        credentialVersion = row.getLong("credential_version");
        host = row.getString("host");
        generation = row.getLong("generation");
        vaultKeyId = row.getString("vault_key_id");
        wrappedDataKey = bytes(row, "wrapped_data_key");
        ciphertext = bytes(row, "ciphertext");
        mintedAt = time(row, "minted_at");
        expiresAt = time(row, "expires_at");
        renewAt = time(row, "renew_at");
        mintedIn = row.getDouble("minted_in");
        expiresIn = row.getDouble("expires_in");
        renewIn = row.getDouble("renew_in");
        mintingBy = row.getString("minting_by");
        mintingVersion = row.getLong("minting_version");
        mintingFor = row.getDouble("minting_for");
        failureCode = row.getString("failure_code");
        failureDetail = row.getString("failure_detail");
        failureHint = row.getString("failure_hint");
        failedAt = time(row, "failed_at");
        failures = row.getInteger("failures");
        retryAt = time(row, "retry_at");
        retryIn = row.getDouble("retry_in");
        claimed = row.getBoolean("claimed");
    }

    private static byte @Nullable [] bytes(JsonObject row, String name) {
        String hex = row.getString(name);
        return hex == null ? null : HexFormat.of().parseHex(hex, "\\x".length(), hex.length());
    }

    private static @Nullable Instant time(JsonObject row, String name) {
        String text = row.getString(name);
        return text == null ? null : OffsetDateTime.parse(text).toInstant();
    }
}
