package dev.sluice.token;

import dev.sluice.vault.SealedSecret;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tokens that replicas share. */
interface TokenRows {
    /** The rows of accounts; none for an account that has none. */
    Uni<List<TokenRow>> find(List<String> accounts);

    /**
     * Takes the lease of a principal's mint, unless there is no need: a newer token than is known, a pause after a
     * failure, another replica that mints, newer credentials.
     *
     * @param known the newest generation that the replica has, or had and saw refused
     * @param anyway whether a newer token and a pause do not count
     * @return the row, {@code claimed} or not; none where another replica has this moment inserted it
     */
    Uni<Optional<TokenRow>> claim(
            ServicePrincipal principal, String replica, Duration lease, long known, boolean anyway);

    /** Writes a minted token and ends the lease; gives its generation, or none where another's lease or credentials forbid. */
    Uni<Optional<Long>> store(ServicePrincipal principal, String replica, Times times, SealedSecret token);

    /** Writes why no token was minted, and until when nobody shall try, and ends the lease. */
    Uni<Void> fail(ServicePrincipal principal, String replica, Failure failure);

    /** A token's age and what is left of it. */
    record Times(Duration age, Duration left, Duration untilRenewal) {}

    /** A failed mint. */
    record Failure(String code, String detail, @Nullable String hint, Duration pause) {}
}
