package dev.sluice.vault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VaultTest {
    private static final String OLD = "b2xkIGtleSBvbGQga2V5IG9sZCBrZXkgb2xkIGtleSE=";
    private static final String NEW = "bmV3IGtleSBuZXcga2V5IG5ldyBrZXkgbmV3IGtleSE=";
    private static final byte[] SECRET = "dose0123456789abcdef".getBytes(UTF_8);

    private final Vault vault = vault(Map.of("old", OLD), null);

    @Test
    void opensWhatItSealedForTheSameOwnerAndPurpose() {
        SealedSecret sealed = vault.seal("ca_1", "client_secret", SECRET);

        assertThat(vault.open("ca_1", "client_secret", sealed)).isEqualTo(SECRET);
    }

    @ParameterizedTest
    @CsvSource({"ca_2, client_secret", "ca_1, signing-key", "ca_1client_, secret"})
    void doesNotOpenForAnotherOwnerOrPurpose(String owner, String purpose) {
        SealedSecret sealed = vault.seal("ca_1", "client_secret", SECRET);

        assertThatThrownBy(() -> vault.open(owner, purpose, sealed)).isInstanceOf(VaultException.class);
    }

    @Test
    void doesNotOpenACiphertextUnderAnotherSecretsDataKey() {
        SealedSecret one = vault.seal("ca_1", "client_secret", SECRET);
        SealedSecret two = vault.seal("ca_1", "client_secret", SECRET);
        SealedSecret mixed = new SealedSecret("old", one.wrappedDataKey(), two.ciphertext());

        assertThatThrownBy(() -> vault.open("ca_1", "client_secret", mixed)).isInstanceOf(VaultException.class);
    }

    @Test
    void doesNotOpenWhatHasOneBitFlippedAnywhere() {
        SealedSecret sealed = vault.seal("ca_1", "client_secret", SECRET);

        for (int i = 0; i < sealed.ciphertext().length; i++) {
            byte[] flipped = sealed.ciphertext().clone();
            flipped[i] ^= 1;
            SealedSecret altered = new SealedSecret("old", sealed.wrappedDataKey(), flipped);
            assertThatThrownBy(() -> vault.open("ca_1", "client_secret", altered))
                    .isInstanceOf(VaultException.class)
                    .hasMessageNotContaining("dose");
        }
    }

    @Test
    void sealsUnderANewPrimaryAndStillOpensWhatTheOldOneSealed() {
        SealedSecret before = vault.seal("ca_1", "client_secret", SECRET);
        Vault rotated = vault(Map.of("old", OLD, "new", NEW), "new");

        SealedSecret after = rotated.seal("ca_1", "client_secret", SECRET);

        assertThat(after.keyId()).isEqualTo("new");
        assertThat(rotated.open("ca_1", "client_secret", after)).isEqualTo(SECRET);
        assertThat(rotated.open("ca_1", "client_secret", before)).isEqualTo(SECRET);
    }

    @Test
    void namesTheKeyThatIsNotConfigured() {
        SealedSecret sealed = vault.seal("ca_1", "client_secret", SECRET);
        Vault without = vault(Map.of("new", NEW), null);

        assertThatThrownBy(() -> without.open("ca_1", "client_secret", sealed))
                .hasMessage("The vault key \"old\" is not configured: add sluice.vault.keys.old");
    }

    @Test
    void sealsTheSameSecretDifferentlyEachTime() {
        SealedSecret one = vault.seal("ca_1", "client_secret", SECRET);
        SealedSecret two = vault.seal("ca_1", "client_secret", SECRET);

        assertThat(one.ciphertext()).isNotEqualTo(two.ciphertext());
        assertThat(one.wrappedDataKey()).isNotEqualTo(two.wrappedDataKey());
    }

    @Test
    void printsNothingOfASealedSecretButItsKeysName() {
        assertThat(vault.seal("ca_1", "client_secret", SECRET)).hasToString("SealedSecret[keyId=old, ***]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    too-short | c2hvcnQ=          |     | sluice.vault.keys.too-short is not 32 bytes in base64
                    no-base64 | %%%               |     | sluice.vault.keys.no-base64 is not 32 bytes in base64
                    known     | %s                | new | sluice.vault.primary must name one of the vault keys [known]
                    """)
    void saysWhatIsWrongWithAKeyAndDoesNotShowIt(String id, String text, String primary, String complaint) {
        String key = text.equals("%s") ? OLD : text;

        assertThatThrownBy(() -> vault(Map.of(id, key), primary))
                .hasMessageContaining(complaint)
                .hasMessageNotContaining(key);
    }

    @Test
    void saysHowToMakeAKeyWhereThereIsNone() {
        assertThatThrownBy(() -> vault(Map.of(), null))
                .hasMessageContaining("SLUICE_VAULT_KEYS_<NAME>")
                .hasMessageContaining("openssl rand -base64 32");
    }

    private static Vault vault(Map<String, String> keys, @org.jspecify.annotations.Nullable String primary) {
        return new Vault(new VaultConfig() {
            @Override
            public Map<String, String> keys() {
                return keys;
            }

            @Override
            public Optional<String> primary() {
                return Optional.ofNullable(primary);
            }
        });
    }
}
