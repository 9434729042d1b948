package dev.sluice.token;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long tokens live on the gateway's side, and how they are minted. */
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

    /** Time for a token endpoint's answer. */
    @WithDefault("10s")
    Duration mintTimeout();

    /** Mints at a time by this replica. One that takes long stops counting. */
    @WithDefault("32")
    int maxMints();

    /** Mints at a time by this replica at one workspace. */
    @WithDefault("16")
    int maxMintsPerHost();

    /** Time between a refusal of the credentials and the second try that decides, while calls wait for a token. */
    @WithDefault("2s")
    Duration secondTryDelay();

    /** The same while the held token is still good: time for whoever rotates the secret to enter the new one. */
    @WithDefault("30s")
    Duration deferredTryDelay();

    /** The first pause after a failed mint; doubles up to {@link #longestPause}. */
    @WithDefault("1s")
    Duration firstPause();

    @WithDefault("60s")
    Duration longestPause();

    /** The longest pause after failures that may pass by themselves, while calls have no token. */
    @WithDefault("2s")
    Duration urgentPause();

    /** Time without further mints on refusals after a workspace refused even a fresh token. */
    @WithDefault("30s")
    Duration healPause();
}
