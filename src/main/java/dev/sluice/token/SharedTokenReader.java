package dev.sluice.token;

import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.token.SharedToken.Setback;
import dev.sluice.vault.SealedSecret;
import dev.sluice.vault.VaultException;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Reads what a row of the database means to one replica: its token opened, its times on this process's clock. */
final class SharedTokenReader {
    private static final Logger LOG = Logger.getLogger(SharedTokenReader.class);

    private final String replica;
    private final TokenSeal seal;
    private final TokenConfig config;
    private final LongSupplier nanos;

    SharedTokenReader(String replica, TokenSeal seal, TokenConfig config, LongSupplier nanos) {
        this.replica = replica;
        this.seal = seal;
        this.config = config;
        this.nanos = nanos;
    }

    /** @param askedAt when the row was asked for: the times in it count from then on */
    SharedToken read(ServicePrincipal principal, TokenRow row, long askedAt) {
        boolean mine = row.credentialVersion == principal.credentialVersion()
                && row.host.equals(principal.host().toString());
        long leased = row.mintingVersion == null
                        || row.mintingFor == null
                        || row.mintingFor <= 0
                        || replica.equals(row.mintingBy)
                ? 0
                : row.mintingVersion;
        boolean superseded = Math.max(row.credentialVersion, leased) > principal.credentialVersion();
        return new SharedToken(
                row.claimed,
                superseded,
                row.generation,
                mine ? token(principal, row, askedAt) : null,
                mine ? setback(row, askedAt) : null,
                // A mint with older credentials keeps nobody waiting.
                leased >= principal.credentialVersion());
    }

    private @Nullable AccessToken token(ServicePrincipal principal, TokenRow row, long askedAt) {
        if (row.vaultKeyId == null
                || row.wrappedDataKey == null
                || row.ciphertext == null
                || row.mintedIn == null
                || row.renewIn == null
                || row.expiresIn == null
                || row.expiresIn <= 0) {
            return null;
        }
        try {
            AccessToken token = AccessToken.of(
                    seal.open(principal, new SealedSecret(row.vaultKeyId, row.wrappedDataKey, row.ciphertext)),
                    row.generation,
                    askedAt + nanos(row.mintedIn).toNanos(),
                    askedAt + nanos(row.renewIn).toNanos(),
                    askedAt + nanos(row.expiresIn).toNanos(),
                    config);
            return token.isFit(nanos.getAsLong()) ? token : null;
        } catch (VaultException closed) {
            LOG.warnf("The shared token of %s does not open: %s", principal.account(), closed.getMessage());
            return null;
        }
    }

    private static @Nullable Setback setback(TokenRow row, long askedAt) {
        if (row.failureCode == null || row.failureDetail == null || row.retryIn == null) {
            return null;
        }
        String label = row.failureCode;
        FaultCode code = Arrays.stream(FaultCode.values())
                .filter(known -> known.label().equals(label))
                .findFirst()
                .orElse(FaultCode.WORKSPACE_ERROR);
        return new Setback(
                Fault.of(code, row.failureDetail).withHint(row.failureHint),
                askedAt + nanos(row.retryIn).toNanos(),
                row.failures);
    }

    private static Duration nanos(double seconds) {
        return Duration.ofNanos((long) (seconds * 1e9));
    }
}
