package dev.sluice.caller.jwt;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.sluice.id.SortableId;
import dev.sluice.loop.CallerLoop;
import dev.sluice.store.Changes;
import dev.sluice.store.FreshCache;
import dev.sluice.vault.SealedSecret;
import dev.sluice.vault.Vault;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The key pairs behind access tokens, shared by all replicas through the database, private halves sealed. The first is
 * made when first needed. The newest signs; every key in the table verifies, so that a rotation is one more row.
 */
@ApplicationScoped
public class SigningKeys {
    private static final String PURPOSE = "signing-key";
    private static final int RSA_BITS = 2048;
    private static final Duration ABSENT = Duration.ofSeconds(5);
    private static final int MOST_ABSENT = 10_000;

    private final SigningKeyRepository repository;
    private final Vault vault;
    private final SignatureWorker worker;
    private final FreshCache<String, KeySet> keys;
    private final Cache<String, Boolean> absent = Caffeine.newBuilder()
            .maximumSize(MOST_ABSENT)
            .expireAfterWrite(ABSENT)
            .build();
    private final AtomicReference<@Nullable CompletableFuture<KeySet>> reload = new AtomicReference<>();

    SigningKeys(SigningKeyRepository repository, Vault vault, SignatureWorker worker, Changes changes) {
        this.repository = repository;
        this.vault = vault;
        this.worker = worker;
        keys = new FreshCache<>(1, changes, all -> load().map(Optional::of));
        changes.on("signing_key", key -> keys.suspect(PURPOSE));
    }

    /** The public halves, as a JWK set (RFC 7517). */
    public Uni<String> published() {
        return current().map(set -> set.published().toString());
    }

    Uni<KeySet> current() {
        return keys.get(PURPOSE).map(Optional::orElseThrow);
    }

    /**
     * The keys, looked up anew if this one is not among them: another replica may have made it. Key ids may be
     * invented, so one look-up at a time serves all who ask, and one that was not found is not looked for again at
     * once.
     */
    Uni<KeySet> knowing(String keyId) {
        return current()
                .chain(set -> set.has(keyId) || absent.getIfPresent(keyId) != null
                        ? Uni.createFrom().item(set)
                        : reloaded().invoke(found -> {
                            if (!found.has(keyId)) {
                                absent.put(keyId, true);
                            }
                        }));
    }

    private Uni<KeySet> reloaded() {
        return CallerLoop.bring(
                Uni.createFrom().completionStage(() -> reloading().copy()));
    }

    private CompletableFuture<KeySet> reloading() {
        CompletableFuture<KeySet> mine = new CompletableFuture<>();
        @Nullable CompletableFuture<KeySet> underWay = reload.compareAndExchange(null, mine);
        if (underWay != null) {
            return underWay;
        }
        keys.reload(PURPOSE)
                .map(Optional::orElseThrow)
                .onTermination()
                .invoke(() -> reload.set(null))
                .subscribe()
                .with(mine::complete, mine::completeExceptionally);
        return mine;
    }

    private Uni<KeySet> load() {
        return repository
                .all()
                .chain(rows -> rows.isEmpty()
                        ? worker.run(this::generate).chain(repository::insertFirst)
                        : Uni.createFrom().item(rows))
                .chain(rows -> worker.run(() -> opened(rows)));
    }

    private SigningKeyRow generate() throws JOSEException {
        String id = SortableId.next("sig_");
        RSAKey pair = new RSAKeyGenerator(RSA_BITS)
                .keyID(id)
                .keyUse(KeyUse.SIGNATURE)
                .algorithm(JWSAlgorithm.RS256)
                .generate();
        SealedSecret sealed = vault.seal(id, PURPOSE, pair.toJSONString().getBytes(StandardCharsets.UTF_8));
        SigningKeyRow row = new SigningKeyRow();
        row.id = id;
        row.publicKey = pair.toPublicJWK().toJSONString();
        row.vaultKeyId = sealed.keyId();
        row.wrappedDataKey = sealed.wrappedDataKey();
        row.ciphertext = sealed.ciphertext();
        row.createdAt = Instant.now();
        return row;
    }

    private KeySet opened(List<SigningKeyRow> rows) throws ParseException {
        SigningKeyRow newest = rows.getFirst();
        byte[] pair = vault.open(newest.id, PURPOSE, newest.sealed());
        List<JWK> published = new ArrayList<>();
        for (SigningKeyRow row : rows) {
            published.add(JWK.parse(row.publicKey));
        }
        return new KeySet(RSAKey.parse(new String(pair, StandardCharsets.UTF_8)), new JWKSet(published));
    }

    /** The pair that signs, and the public keys that verify. */
    record KeySet(RSAKey signing, JWKSet published) {

        boolean has(String keyId) {
            return published.getKeyByKeyId(keyId) != null;
        }

        @Override
        public String toString() {
            return "KeySet[" + signing.getKeyID() + "]";
        }
    }
}
