package dev.sluice.token;

import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.vault.SealedSecret;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A database that is away. */
final class AwayRows implements TokenRows {
    @Override
    public Uni<List<TokenRow>> find(List<String> accounts) {
        return away();
    }

    @Override
    public Uni<Optional<TokenRow>> claim(
            ServicePrincipal principal, String replica, Duration lease, long known, boolean anyway) {
        return away();
    }

    @Override
    public Uni<Optional<Long>> store(ServicePrincipal principal, String replica, Times times, SealedSecret token) {
        return away();
    }

    @Override
    public Uni<Void> fail(ServicePrincipal principal, String replica, Failure failure) {
        return away();
    }

    private static <T> Uni<T> away() {
        return Uni.createFrom()
                .failure(() -> Fault.of(FaultCode.UNAVAILABLE, "away").asException());
    }
}
