package dev.sluice.token;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long tokens live on the gateway's side. */
@ConfigMapping(prefix = "sluice.token")
public interface TokenConfig {
    /** A token with less than this left is never sent. Tokens of short lives keep half their life instead. */
    @WithDefault("60s")
    Duration expiryMargin();

    /** The share of a token's life after which it is renewed in the background, at the earliest. */
    @WithDefault("0.5")
    double renewFrom();

    /** The share of a token's life after which it is renewed in the background, at the latest. */
    @WithDefault("0.8")
    double renewUntil();

    /** Time between a refusal of the credentials and the second try that decides. */
    @WithDefault("2s")
    Duration secondTryDelay();

    /** The first pause after a failed mint; doubles up to {@link #longestPause}. */
    @WithDefault("1s")
    Duration firstPause();

    @WithDefault("60s")
    Duration longestPause();
}
