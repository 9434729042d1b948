package dev.sluice.caller.jwt;

import dev.sluice.id.ClientId;
import dev.sluice.id.EnvironmentId;
import java.util.Set;

/** What an access token says of the API client that it was issued to. */
public record Claims(EnvironmentId environment, ClientId client, Set<String> scopes) {}
