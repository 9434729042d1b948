package dev.sluice.repeat;

import dev.sluice.vault.SealedSecret;
import dev.sluice.vault.Vault;
import io.vertx.core.buffer.Buffer;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A call, by the digest that {@link CallKey} has; its answer is sealed. */
@Entity
@Table(name = "call_record")
class CallRecordRow {
    private static final String PURPOSE = "call_answer";

    /** How a call ended. */
    enum Ending {
        ANSWER,
        STATEMENT,
        UNKNOWN
    }

    @Id
    String id;

    /** Empty for a call with an idempotency key, whose window nothing closes. */
    String owner;

    String fingerprint;
    String executionId;
    Instant startedAt;
    Instant expiresAt;

    /** None while the call runs. */
    @Nullable
    @Enumerated(EnumType.STRING)
    Ending outcome;

    @Nullable
    String statementId;

    @Nullable
    String vaultKeyId;

    byte @Nullable [] wrappedDataKey;

    byte @Nullable [] ciphertext;

    static String ownerOf(CallKey key) {
        return key.named() ? "" : key.owner();
    }

    void end(Remembered remembered, Vault vault) {
        switch (remembered) {
            case Remembered.Answer answer -> {
                outcome = Ending.ANSWER;
                SealedSecret sealed = vault.seal(id, PURPOSE, answer.body().getBytes());
                vaultKeyId = sealed.keyId();
                wrappedDataKey = sealed.wrappedDataKey();
                ciphertext = sealed.ciphertext();
            }
            case Remembered.Statement statement -> {
                outcome = Ending.STATEMENT;
                statementId = statement.statementId();
            }
            case Remembered.Unknown unknown -> outcome = Ending.UNKNOWN;
        }
    }

    /** How the call ended; null while it runs. */
    @Nullable
    Remembered ended(Vault vault) {
        if (outcome == null) {
            return null;
        }
        return switch (outcome) {
            case STATEMENT -> new Remembered.Statement(Objects.requireNonNull(statementId));
            case UNKNOWN -> new Remembered.Unknown();
            case ANSWER ->
                new Remembered.Answer(Buffer.buffer(vault.open(
                        id,
                        PURPOSE,
                        new SealedSecret(
                                Objects.requireNonNull(vaultKeyId),
                                Objects.requireNonNull(wrappedDataKey),
                                Objects.requireNonNull(ciphertext)))));
        };
    }
}
