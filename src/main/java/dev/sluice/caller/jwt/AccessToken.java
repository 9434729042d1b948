package dev.sluice.caller.jwt;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** A token that was just issued. */
public record AccessToken(String value, Instant expiresAt, Duration lifetime, Set<String> scopes) {

    @Override
    public String toString() {
        return "AccessToken[***]";
    }
}
