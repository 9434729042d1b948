package dev.sluice.caller.jwt;

import dev.sluice.id.AccountId;
import dev.sluice.id.EnvironmentId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an access token says.
 *
 * @param holder the API client ({@code cli_…}) or API key ({@code key_…}) that it was issued to
 * @param session what a session token is bound to; none for a token of the token endpoint
 */
public record Claims(
        EnvironmentId environment,
        String holder,
        Set<String> scopes,
        @Nullable Session session) {

    /**
     * The one account that a session token reaches, and what it may do there.
     *
     * @param tools entries of a tool policy; empty for all that its holder may use
     */
    public record Session(AccountId account, List<String> tools, boolean readOnly) {}
}
