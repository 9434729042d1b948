package dev.sluice.caller.jwt;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Access tokens. */
@ConfigMapping(prefix = "sluice.oauth")
public interface OAuthConfig {

    /** The {@code iss} of access tokens. The same on all replicas. */
    @WithDefault("sluice")
    String issuer();

    /** How long an access token lives. */
    @WithDefault("86399s")
    Duration tokenLifetime();
}
