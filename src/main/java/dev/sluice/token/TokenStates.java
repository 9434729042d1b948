package dev.sluice.token;

import dev.sluice.id.AccountId;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** What is known of accounts' tokens. */
@Singleton
public class TokenStates {
    private final TokenRows rows;

    TokenStates(TokenRows rows) {
        this.rows = rows;
    }

    /** The state of an account's token; none before its first mint. */
    public Uni<Optional<TokenState>> of(AccountId account) {
        return rows.find(List.of(account.value()))
                .map(found -> found.stream()
                        .filter(row -> row.mintedAt != null || row.failureCode != null)
                        .findFirst()
                        .map(TokenState::of));
    }
}
